/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.nscacheck.RefusedException;
import org.nscacheck.collectd.EffectiveThreshold.Bounds;
import org.nscacheck.notification.Identity;
import org.nscacheck.server.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a line asks for, and answers as collectd does. Thread-safe if the peer is. */
public final class CommandAnswers {

    private static final Logger log = LoggerFactory.getLogger(CommandAnswers.class);

    private final CommandParser parser;
    private final CollectdPeer peer;

    /**
     * @param types which types there are
     * @param clock for values of the time {@code N}
     */
    public CommandAnswers(CollectdPeer peer, DataSets types, InstantSource clock) {
        this.peer = peer;
        this.parser = new CommandParser(types, clock);
    }

    /** Returns the answer to a line: a line that begins with the number of lines behind it, or with a negative number and a reason. */
    public String answer(String line) {
        Command command = parser.parse(line);
        try {
            return answer(command);
        } catch (RefusedException e) {
            return refusal(Names.printable(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            log.error("NSCA-566 what came by collectd's protocols could not be taken", e);
            return refusal("Internal error");
        }
    }

    private String answer(Command command) {
        if (command instanceof Command.PutNotification put) {
            peer.notification(put.notification());
            return "0 Success\n";
        }
        if (command instanceof Command.PutValues put) {
            return put(put.lists());
        }
        if (command instanceof Command.GetValue get) {
            return value(get);
        }
        if (command instanceof Command.ListValues) {
            return list(peer.values());
        }
        if (command instanceof Command.GetThreshold get) {
            return threshold(get);
        }
        if (command instanceof Command.Flush flush) {
            peer.flush(flush.request());
            return "0 Done: " + flush.request().count() + " successful, 0 errors\n";
        }
        if (command instanceof Command.Faulty faulty) {
            return refusal(faulty.reason());
        }
        throw new IllegalStateException("a command without an answer: " + command);
    }

    private String put(List<ValueList> lists) {
        lists.forEach(peer::values);
        int count = lists.size();
        return "0 Success: " + count + (count == 1 ? " value has" : " values have") + " been dispatched.\n";
    }

    private String threshold(Command.GetThreshold get) {
        return peer.threshold(get.identity())
                .map(CommandAnswers::threshold)
                .orElseGet(() -> refusal("No threshold found for identifier " + get.identifier()));
    }

    private static String refusal(String reason) {
        return "-1 " + reason + "\n";
    }

    private String value(Command.GetValue get) {
        Optional<KnownValue> known = peer.value(get.identity());
        if (known.isEmpty()) {
            return refusal("No such value.");
        }
        List<Double> rates = known.get().rates();
        if (rates.size() != get.sources().size()) {
            return refusal("Error reading value from cache.");
        }
        StringBuilder answer = new StringBuilder(found(rates.size(), "Value"));
        for (int i = 0; i < rates.size(); i++) {
            double rate = rates.get(i);
            answer.append(get.sources().get(i).name())
                    .append('=')
                    .append(Double.isNaN(rate) ? "NaN" : CFormat.scientific(rate))
                    .append('\n');
        }
        return answer.toString();
    }

    private static String found(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s") + " found\n";
    }

    private static String list(List<KnownValue> values) {
        StringBuilder answer = new StringBuilder(found(values.size(), "Value"));
        values.stream()
                .sorted(Comparator.comparing(value -> Identifiers.format(value.identity())))
                .forEach(value -> answer.append(CFormat.seconds(value.time()))
                        .append(' ')
                        .append(Identifiers.format(value.identity()))
                        .append('\n'));
        return answer.toString();
    }

    private static String threshold(EffectiveThreshold threshold) {
        StringBuilder lines = new StringBuilder();
        Identity match = threshold.match();
        given(lines, "Host", match.host());
        given(lines, "Plugin", match.plugin());
        given(lines, "Plugin Instance", match.pluginInstance());
        given(lines, "Type", match.type());
        given(lines, "Type Instance", match.typeInstance());
        given(lines, "Data Source", threshold.dataSource());
        bounds(lines, "Warning", threshold.warning());
        bounds(lines, "Failure", threshold.failure());
        given(lines, "Hysteresis", threshold.hysteresis() > 0 ? CFormat.general(threshold.hysteresis()) : "");
        given(lines, "Hits", threshold.hits() > 1 ? String.valueOf(threshold.hits()) : "");
        return lines.chars().filter(c -> c == '\n').count() + " Threshold found\n" + lines;
    }

    private static void bounds(StringBuilder lines, String name, Bounds bounds) {
        given(lines, name + " Min", Double.isNaN(bounds.min()) ? "" : CFormat.general(bounds.min()));
        given(lines, name + " Max", Double.isNaN(bounds.max()) ? "" : CFormat.general(bounds.max()));
    }

    private static void given(StringBuilder lines, String name, String value) {
        if (!value.isEmpty()) {
            lines.append(name).append(": ").append(Names.printable(value)).append('\n');
        }
    }
}
