/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.overc.OverCAnswer.Kind;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Target;

/**
 * One batch on its way to OverC. OverC takes a post as a whole or not at all, so one report that it does not like would hold up all
 * others: such a post is halved until the report is found. For one thread and one batch.
 *
 * <p>Before the first half is tried, a post without services asks whether it is the reports at all. If that fails too, the server
 * turns us away, whatever we send.
 */
final class OverCBatch {

    /** Most bytes of texts in a post; JSON at most doubles them. A web server in front takes a mebibyte by default. */
    private static final int MOST_BYTES = 400_000;

    /** About what a service takes beside its text. */
    private static final int SERVICE_BYTES = 200;

    /** So many halves that fail, and none that is taken: it is not one report. One of 2,048 is found with 12. */
    private static final int MOST_FAILURES = 12;

    /** Pause before a report at which OverC failed is tried again, so that those behind it are. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

    private final OverCClient client;
    private final List<Report> reports;
    private final List<ServiceReport> services;
    private final Deadline deadline;
    private final @Nullable SendOutcome[] outcomes;
    /** Reports at which OverC failed, each in a post of its own, twice. */
    private final List<Integer> failedAlone = new ArrayList<>();

    private boolean taken;
    /** What becomes of everything that has no outcome yet, or null while it goes on. */
    private @Nullable SendOutcome end;

    OverCBatch(OverCClient client, ReportForm form, List<Report> reports, Deadline deadline) {
        this.client = client;
        this.reports = reports;
        this.services = reports.stream().map(form::of).toList();
        this.deadline = deadline;
        this.outcomes = new SendOutcome[reports.size()];
    }

    /** Returns one outcome for each report. */
    List<SendOutcome> send(Secret key, String ownHost) throws InterruptedException {
        Map<String, List<Integer>> hosts = new LinkedHashMap<>();
        for (int i = 0; i < reports.size(); i++) {
            hosts.computeIfAbsent(reports.get(i).target().host(), host -> new ArrayList<>())
                    .add(i);
        }
        for (Map.Entry<String, List<Integer>> host : hosts.entrySet()) {
            Identification server = new Identification(ShortNames.of(host.getKey()), key);
            new HostPosts(server, host.getKey().equals(ownHost)).send(host.getValue());
        }
        if (taken) {
            // It takes others, so it is this report.
            failedAlone.forEach(place -> outcomes[place] = new SendOutcome.Refused(reason(outcomes[place])));
        }
        SendOutcome rest = Objects.requireNonNullElseGet(end, OverCBatch::outOfTime);
        return Arrays.stream(outcomes)
                .map(outcome -> Objects.requireNonNullElse(outcome, rest))
                .toList();
    }

    private static SendOutcome outOfTime() {
        return new SendOutcome.Retry("the time limit of the batch was reached before it was sent");
    }

    private static String reason(@Nullable SendOutcome outcome) {
        return outcome instanceof SendOutcome.Retry retry ? retry.reason() : "";
    }

    private static int bytes(ServiceReport service) {
        return SERVICE_BYTES + service.info().getBytes(StandardCharsets.UTF_8).length;
    }

    private int period(Report report) {
        return ReportForm.period(report, deadline.storeTime().orElse(report.at()));
    }

    /** Returns what becomes of the reports that were not sent because of this answer to others. */
    private static SendOutcome ending(OverCAnswer answer) {
        return switch (answer.kind()) {
            case MALFORMED, WRONG_KEY, TURNED_AWAY -> new SendOutcome.Rejected(answer.reason());
            default -> new SendOutcome.Retry(answer.reason(), answer.pause());
        };
    }

    private void set(List<Integer> places, SendOutcome outcome) {
        places.forEach(place -> outcomes[place] = outcome);
    }

    /** The posts about one host. */
    private final class HostPosts {

        private final Identification server;
        private final boolean own;
        /** Reports at which OverC failed once. */
        private final List<Integer> doubtful = new ArrayList<>();

        private boolean asked;
        private int failures;
        private @Nullable SendOutcome wrongKey;

        /** @param own whether it is the host name that this application reports as */
        HostPosts(Identification server, boolean own) {
            this.server = server;
            this.own = own;
        }

        void send(List<Integer> places) throws InterruptedException {
            int from = 0;
            int bytes = 0;
            for (int i = 0; i < places.size(); i++) {
                int more = bytes(services.get(places.get(i)));
                if (bytes + more > MOST_BYTES && i > from) {
                    post(places.subList(from, i));
                    from = i;
                    bytes = 0;
                }
                bytes += more;
            }
            post(places.subList(from, places.size()));
            tryAgain();
        }

        /** A failure may have passed: a database that was locked, or a name that was not registered before the others came. */
        private void tryAgain() throws InterruptedException {
            for (int place : List.copyOf(doubtful)) {
                if (!isOutdated(place)) {
                    post(List.of(place));
                }
            }
        }

        /** What is older than something that has arrived must not arrive after it. */
        private boolean isOutdated(int place) {
            Target target = reports.get(place).target();
            return IntStream.range(place + 1, reports.size())
                    .anyMatch(later -> outcomes[later] instanceof SendOutcome.Accepted
                            && reports.get(later).target().equals(target));
        }

        private void post(List<Integer> places) throws InterruptedException {
            if (wrongKey != null) {
                set(places, wrongKey);
            }
            if (end != null || wrongKey != null || deadline.isOver()) {
                return;
            }
            List<Integer> valid = withoutExpired(places);
            if (!valid.isEmpty()) {
                take(client.status(statusPost(valid), deadline), valid);
            }
        }

        private List<Integer> withoutExpired(List<Integer> places) {
            List<Integer> valid = new ArrayList<>();
            for (int place : places) {
                Optional<SendOutcome.Expired> expiry = reports.get(place).expiry(deadline);
                expiry.ifPresentOrElse(expired -> outcomes[place] = expired, () -> valid.add(place));
            }
            return valid;
        }

        private StatusPost statusPost(List<Integer> places) {
            List<ServiceReport> post = places.stream()
                    .map(place -> services.get(place).withPeriod(period(reports.get(place))))
                    .toList();
            // Each has its own; OverC wants one all the same.
            int longest = post.stream()
                    .mapToInt(service -> Objects.requireNonNullElse(service.period(), 1))
                    .max()
                    .orElse(1);
            return new StatusPost(server, longest, post);
        }

        private void take(OverCAnswer answer, List<Integer> places) throws InterruptedException {
            switch (answer.kind()) {
                case TAKEN -> {
                    taken = true;
                    set(places, new SendOutcome.Accepted());
                }
                case MALFORMED, FAILED -> narrow(answer, places);
                case TOO_LARGE -> {
                    if (places.size() == 1) {
                        set(places, new SendOutcome.Refused(answer.reason()));
                    } else {
                        halves(places);
                    }
                }
                case WRONG_KEY -> {
                    SendOutcome turnedAway = own
                            ? new SendOutcome.Rejected(answer.reason())
                            : new SendOutcome.Refused(server.name() + ": " + answer.reason());
                    wrongKey = turnedAway;
                    set(places, turnedAway);
                }
                case UNKNOWN -> {
                    set(places, new SendOutcome.Unknown(answer.reason()));
                    end = ending(answer);
                }
                case BUSY, TURNED_AWAY, NOT_SENT -> end = ending(answer);
            }
        }

        /** Finds the reports for which OverC takes nothing. */
        private void narrow(OverCAnswer answer, List<Integer> places) throws InterruptedException {
            if (!asked) {
                asked = true;
                OverCAnswer empty = client.status(new StatusPost(server, 1, List.of()), deadline);
                if (!empty.isTaken()) {
                    end = ending(empty);
                    return;
                }
            }
            failures++;
            if (places.size() == 1) {
                refuse(answer, places.get(0));
            } else if (!taken && failures >= MOST_FAILURES) {
                end = ending(answer);
            } else {
                halves(places);
            }
        }

        private void refuse(OverCAnswer answer, int place) {
            if (answer.kind() == Kind.MALFORMED) {
                outcomes[place] = new SendOutcome.Refused(answer.reason());
                return;
            }
            outcomes[place] = new SendOutcome.Retry(answer.reason(), PAUSE_AFTER_FAILURE);
            (doubtful.contains(place) ? failedAlone : doubtful).add(place);
        }

        private void halves(List<Integer> places) throws InterruptedException {
            int middle = places.size() / 2;
            post(places.subList(0, middle));
            post(places.subList(middle, places.size()));
        }
    }
}
