/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.time.Instant;
import java.util.List;
import org.nscacheck.testkit.nsca.Received;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the monitoring side knows: the last result of each service, taken from what came over the wire and nothing else. */
@Repository
class StatusBoard {

    private static final Logger log = LoggerFactory.getLogger(StatusBoard.class);

    private final JdbcClient jdbc;

    StatusBoard(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes a result as a monitoring server does. */
    void take(Received received) {
        Output output = Output.parse(received.output());
        String service = received.service() == null ? "" : received.service();
        log.info(
                "received {} {} / {}: {}{}",
                State.of(received.returnCode()),
                received.host(),
                service,
                output.firstLine(),
                output.perfData().isEmpty() ? "" : " | " + output.perfData());
        jdbc.sql("""
                        INSERT INTO received_status AS old
                            (host, service, code, text, perf_data, received_at, changed_at, count)
                        VALUES (:host, :service, :code, :text, :perfData, :at, :at, 1)
                        ON CONFLICT (host, service) DO UPDATE SET
                            code = excluded.code, text = excluded.text, perf_data = excluded.perf_data,
                            received_at = excluded.received_at, count = old.count + 1,
                            changed_at = CASE WHEN old.code = excluded.code THEN old.changed_at
                                              ELSE excluded.received_at END
                        """)
                .param("host", received.host())
                .param("service", service)
                .param("code", received.returnCode())
                .param("text", output.text())
                .param("perfData", output.perfData())
                .param("at", Shop.timestamp(received.at()))
                .update();
    }

    /** Returns all services, the worst first, then by name. */
    List<Entry> entries() {
        return jdbc.sql("""
                        SELECT host, service, code, text, perf_data, received_at, changed_at, count FROM received_status
                        ORDER BY CASE code WHEN 2 THEN 0 WHEN 1 THEN 1 WHEN 0 THEN 3 ELSE 2 END, service
                        """).query(Entry.class).list();
    }

    /**
     * Plugin output, taken apart by the rules of the Nagios plugin interface: in the first line a bar parts text from
     * performance data, further lines are long text, and behind a bar in these there is more performance data.
     */
    record Output(String text, String perfData) {

        static Output parse(String output) {
            String[] lines = output.strip().split("\\R", 2);
            String[] first = lines[0].split("\\|", 2);
            String[] more = (lines.length == 2 ? lines[1] : "").split("\\|", 2);
            String perfData = (first.length == 2 ? first[1].strip() : "")
                    + (more.length == 2 ? " " + more[1].replaceAll("\\R", " ").strip() : "");
            return new Output((first[0].strip() + "\n" + more[0]).strip(), perfData.strip());
        }

        String firstLine() {
            return text.lines().findFirst().orElse("");
        }
    }

    /** The states of a service, in the words of Nagios. */
    enum State {
        OK,
        WARNING,
        CRITICAL,
        UNKNOWN;

        static State of(int code) {
            return code >= 0 && code < 3 ? values()[code] : UNKNOWN;
        }
    }

    /**
     * The last result of a service.
     *
     * @param changedAt since when it has this state
     * @param count how many results have come
     */
    record Entry(
            String host,
            String service,
            int code,
            String text,
            String perfData,
            Instant receivedAt,
            Instant changedAt,
            long count) {

        public State state() {
            return State.of(code);
        }

        /** Returns the name of the state's colour in the style sheet. */
        public String style() {
            return switch (state()) {
                case OK -> "ok";
                case WARNING -> "warning";
                case CRITICAL -> "critical";
                case UNKNOWN -> "unknown";
            };
        }
    }
}
