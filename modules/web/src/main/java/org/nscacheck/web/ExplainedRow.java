/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.ExplainedRun;
import org.nscacheck.admin.RecordedRun;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckRun.Outcome;
import org.nscacheck.sender.WireText;
import org.nscacheck.threshold.RuleMark;

/**
 * A run as its page explains it.
 *
 * @param name name of its check
 * @param number number of the run
 * @param result what it found
 * @param outcome how it ended, in a sentence
 * @param decided what decided the state, in a sentence
 * @param times when what happened
 * @param input its arguments
 * @param output what was put into the outbox
 */
record ExplainedRow(
        String name,
        long number,
        RunRow result,
        String outcome,
        String decided,
        Times times,
        Input input,
        Output output) {

    /**
     * When what happened.
     *
     * @param due when it was due, in words
     */
    record Times(Words.Moment slot, String due, Words.Moment started, Words.Moment ended) {

        private static Times of(ExplainedRun explained, Words words) {
            Instant now = explained.at();
            RecordedRun recorded = explained.run().recorded();
            return new Times(
                    words.of(explained.run().slot(), now),
                    due(explained, words),
                    words.of(recorded.run().startedAt(), now),
                    words.of(recorded.run().endedAt(), now));
        }

        private static String due(ExplainedRun explained, Words words) {
            Check check = explained.check().effective();
            if (explained.run().recorded().forced()) {
                return "at once: it was started manually";
            }
            if (explained.run().recorded().run().outcome() == Outcome.REPORTED) {
                return "not at all: it came from outside";
            }
            if (check == null) {
                return "not known: it is not stored, and the code no longer has the method";
            }
            Instant due = check.dueAt(explained.run().slot());
            return words.of(due, explained.at()).text() + " by the spread that the check has now; it is not stored";
        }
    }

    /**
     * The arguments.
     *
     * @param sentence whether these were those of the run
     * @param arguments name, value, and whether it is set for the check
     */
    record Input(String sentence, List<CheckFacts.Argument> arguments) {

        private static final String HIDDEN = "(not shown)";

        private static Input of(ExplainedRun explained, Words words) {
            Check check = explained.check().effective();
            if (explained.run().recorded().run().outcome() == Outcome.REPORTED) {
                return new Input("None: an agent reported it, and no method was called.", List.of());
            }
            if (check == null) {
                return new Input("Not known: they are not stored, and the code no longer has the method.", List.of());
            }
            Map<String, String> own = explained.check().stored().settings().arguments();
            List<CheckFacts.Argument> arguments = check.arguments().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(each -> new CheckFacts.Argument(
                            each.getKey(),
                            CheckFacts.isSecret(each.getKey()) ? HIDDEN : each.getValue(),
                            own.containsKey(each.getKey())))
                    .toList();
            return new Input(
                    arguments.isEmpty() ? "The method takes no arguments." : sentence(explained, words), arguments);
        }

        private static String sentence(ExplainedRun explained, Words words) {
            ExplainedRun.Arguments known = explained.arguments();
            if (known.areThoseOfTheRun()) {
                return "Nobody has changed the check since the run, so it ran with these; where the code's value is used, a newer"
                        + " release of the application may have changed it.";
            }
            if (known.changed() == null) {
                return "These are the present ones; those of the run are not stored, and nobody knows when the check was last"
                        + " changed.";
            }
            return "These are the present ones; those of the run are not stored. "
                    + words.change(known.changed()).replaceFirst(",$", "") + ", after the run had begun.";
        }
    }

    /**
     * What was put into the outbox.
     *
     * @param none why there is nothing, empty if there is something
     * @param sent for each server
     */
    record Output(String none, List<Sent> sent) {

        private static Output of(ExplainedRun explained, Words words) {
            List<Sent> sent = explained.sent().stream()
                    .map(each -> Sent.of(each, words, explained.at()))
                    .toList();
            return new Output(sent.isEmpty() ? none(explained) : "", sent);
        }

        private static String none(ExplainedRun explained) {
            if (explained.run().recorded().run().result() == null) {
                return "The run had nothing to report, so nothing was put into the outbox.";
            }
            return "The outbox knows of nothing from this run. Either nothing was put into it, because the check reported to no server,"
                    + " was paused, or its state was not confirmed yet; or it ended more than two days ago and was removed.";
        }
    }

    /**
     * A result on its way to one server.
     *
     * @param server name of the server
     * @param target host and service there
     * @param words what became of it
     * @param times when it was put into the outbox, how often it was tried, and when it ended
     * @param text what is sent, or null if it cannot be shown
     */
    record Sent(
            String server,
            String target,
            String words,
            Tried times,
            @Nullable Text text) {

        private static Sent of(ExplainedRun.Sent sent, Words words, Instant now) {
            boolean over = sent.delivery().summary().endedAt() != null;
            return new Sent(
                    sent.server().isEmpty() ? "a server that was removed" : sent.server(),
                    sent.delivery().summary().target().toString(),
                    words.delivery(sent.delivery().summary(), now),
                    new Tried(
                            words.of(sent.delivery().createdAt(), now),
                            sent.delivery().summary().attempts(),
                            words.moment(sent.delivery().summary().endedAt(), now)),
                    sent.text().map(text -> Text.of(text, over, sent.late())).orElse(null));
        }
    }

    /** What was tried, and when it ended, or null. */
    record Tried(Words.Moment created, int attempts, Words.@Nullable Moment ended) {}

    /**
     * What is sent.
     *
     * @param size its bytes, and how many are possible
     * @param changes what is cut or changed
     * @param note how this is what was sent
     */
    record Text(String text, String size, List<String> changes, String note) {

        private static Text of(WireText text, boolean over, boolean late) {
            String made = over
                    ? "Made now from the stored result, as it was made when it was sent; the server's settings may have changed since."
                    : "Made now from the stored result, as it will be sent.";
            return new Text(
                    text.text(),
                    text.bytes() + " of at most " + text.limit() + " bytes",
                    text.changes(),
                    late ? made + " It is late, so it says when it arose." : made);
        }
    }

    static ExplainedRow of(ExplainedRun explained, Words words) {
        RecordedRun recorded = explained.run().recorded();
        return new ExplainedRow(
                explained.check().stored().name(),
                recorded.number(),
                RunRow.of(recorded, words, explained.at()),
                outcome(recorded.run().outcome()),
                decided(explained),
                Times.of(explained, words),
                Input.of(explained, words),
                Output.of(explained, words));
    }

    private static String outcome(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> "The method returned a result.";
            case ERROR -> "The method threw an exception; the state is the one that is set for that.";
            case TIMEOUT -> "The method took longer than its time limit; the state is the one that is set for that.";
            case REPORTED -> "An agent reported it.";
            case ORPHANED -> "No running node had the code of the check.";
            case FAULTY -> "The method was not called, because the configuration of the check had faults.";
            case INVALID -> "The method returned something that is no result, or nothing although that is not allowed.";
            case VOID -> "The method returned nothing, which is allowed.";
        };
    }

    private static String decided(ExplainedRun explained) {
        RuleMark.Decided decided = explained.decided();
        if (decided != null) {
            return "The message says that the rule “" + decided.name() + "” decided: " + decided.found() + ".";
        }
        return explained.run().recorded().run().result() == null
                ? "There was no state to decide."
                : "No threshold rule decided: the message names none. The state is that of the method, or of the limits in its code.";
    }
}
