/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.nscacheck.Status;
import org.nscacheck.http.JsonBytes;
import tools.jackson.core.JsonGenerator;

/**
 * What OverC's screen of a service reads: {@code GET /ui/api/status/service/<id>/states}.
 *
 * @param entries states and groups of states, the newest first
 */
public record StatesAnswer(List<Entry> entries) {

    /** Of a run of equal states the first one, the last one and fewer than so many others are shown. */
    private static final int LEAST_GROUP = 2;

    public StatesAnswer {
        entries = List.copyOf(entries);
    }

    /** A line of the history. */
    public sealed interface Entry permits State, Group {}

    /**
     * A report of the service.
     *
     * @param id identity, larger for a later one
     * @param receivedAt when it came, by the receiver's clock
     * @param status its state
     * @param info its text
     * @param alerts alerts that it has raised
     * @param service title of the service
     * @param serviceId identity of the service
     */
    public record State(
            long id, Instant receivedAt, Status status, String info, List<Alert> alerts, String service, long serviceId)
            implements Entry {

        public State {
            alerts = List.copyOf(alerts);
        }
    }

    /**
     * An alert that a state has raised.
     *
     * @param id identity
     * @param channel who raised it: {@code service:state}, {@code plugin} or {@code api}
     * @param event what happened, such as {@code FAIL} or {@code offline}
     * @param message text for people
     */
    public record Alert(long id, String channel, String event, String message) {

        /** Returns how bad it is: what follows from channel and event, CRITICAL for those that OverC does not know. */
        public Status severity() {
            return switch (channel) {
                case "service:state" -> OverCStates.of(event).orElse(Status.CRITICAL);
                case "plugin" -> event.equals("online") ? Status.OK : Status.CRITICAL;
                default -> Status.CRITICAL;
            };
        }
    }

    /**
     * Equal states that are not shown one by one.
     *
     * @param ids the first and the last of them
     * @param status the state that they have in common
     * @param count how many they are
     */
    public record Group(IdRange ids, Status status, int count) implements Entry {}

    /**
     * A range of ids.
     *
     * @param first the lowest
     * @param last the highest
     */
    public record IdRange(long first, long last) {

        /**
         * Reads a value of the parameter {@code expand}, such as {@code 26-29}.
         *
         * @throws InvalidRequestException if it is none
         */
        public static IdRange parse(String text) throws InvalidRequestException {
            if (!text.matches("[0-9]{1,18}-[0-9]{1,18}")) {
                throw new InvalidRequestException("expand must be two ids such as 26-29");
            }
            int hyphen = text.indexOf('-');
            return new IdRange(Long.parseLong(text.substring(0, hyphen)), Long.parseLong(text.substring(hyphen + 1)));
        }

        boolean overlaps(IdRange other) {
            return first <= other.last && other.first <= last;
        }

        @Override
        public String toString() {
            return first + "-" + last;
        }
    }

    /** Returns all states one by one, as OverC does without the parameter {@code groups}. */
    public static StatesAnswer of(List<State> newestFirst) {
        return new StatesAnswer(List.copyOf(newestFirst));
    }

    /**
     * Returns the states with what lies between the first and the last of equal ones put into a group, as OverC does with the parameter
     * {@code groups}. A state that differs from the newer one before it, or that has raised an alert, is always shown, and ends a run
     * of equal ones; of the others the oldest one of a run is shown.
     *
     * @param expand groups that overlap one of these are left open
     */
    public static StatesAnswer grouped(List<State> newestFirst, List<IdRange> expand) {
        List<Entry> entries = new ArrayList<>();
        List<State> run = new ArrayList<>();
        State newer = null;
        for (State state : newestFirst) {
            if (newer == null
                    || newer.status() != state.status()
                    || !state.alerts().isEmpty()) {
                addRun(run, expand, entries);
                run.clear();
                entries.add(state);
            } else {
                run.add(state);
            }
            newer = state;
        }
        addRun(run, expand, entries);
        return new StatesAnswer(entries);
    }

    private static void addRun(List<State> run, List<IdRange> expand, List<Entry> entries) {
        int count = run.size() - 1;
        if (count < LEAST_GROUP) {
            entries.addAll(run);
            return;
        }
        State newest = run.get(0);
        IdRange ids = new IdRange(run.get(count - 1).id(), newest.id());
        if (expand.stream().anyMatch(ids::overlaps)) {
            entries.addAll(run);
        } else {
            entries.add(new Group(ids, newest.status(), count));
            entries.add(run.get(count));
        }
    }

    /** Returns this as JSON in UTF-8. */
    public byte[] toJson() {
        return JsonBytes.object(to -> JsonBytes.list(to, "states", entries, StatesAnswer::write));
    }

    private static void write(JsonGenerator to, Entry entry) {
        if (entry instanceof Group group) {
            JsonBytes.number(to, "id", group.ids().first());
            JsonBytes.text(to, "state", OverCStates.text(group.status()));
            JsonBytes.text(to, "group", group.ids().toString());
            JsonBytes.number(to, "group_count", (long) group.count());
        } else if (entry instanceof State state) {
            JsonBytes.number(to, "id", state.id());
            JsonBytes.text(to, "rtime", PythonTime.text(state.receivedAt()));
            JsonBytes.text(to, "state", OverCStates.text(state.status()));
            JsonBytes.text(to, "info", state.info());
            JsonBytes.list(to, "alerts", state.alerts(), StatesAnswer::write);
            JsonBytes.text(to, "service", state.service());
            JsonBytes.number(to, "service_id", state.serviceId());
        } else {
            throw new AssertionError("unknown entry " + entry);
        }
    }

    private static void write(JsonGenerator to, Alert alert) {
        JsonBytes.number(to, "id", alert.id());
        JsonBytes.text(to, "channel", alert.channel());
        JsonBytes.text(to, "event", alert.event());
        JsonBytes.text(to, "message", alert.message());
        JsonBytes.text(to, "severity", OverCStates.text(alert.severity()));
    }
}
