/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Mails to customers, and what became of them. */
@Repository
class Mails {

    /** Where a mail stands; the database has the names in lower case. */
    enum State {
        OUTGOING,
        SENT,
        EXCEPTION;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final JdbcClient jdbc;

    Mails(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void queue(long order, String subject, Instant now) {
        jdbc.sql("INSERT INTO mail (order_id, subject, state, created_at) VALUES (:order, :subject, 'outgoing', :now)")
                .param("order", order)
                .param("subject", subject)
                .param("now", Shop.timestamp(now))
                .update();
    }

    /** Sends the oldest mails that wait, those that failed before among them. */
    void send(int max, Instant now) {
        jdbc.sql("""
                        UPDATE mail SET state = 'sent', sent_at = :now
                        WHERE id IN (SELECT id FROM mail WHERE state <> 'sent' ORDER BY id LIMIT :max)
                        """).param("now", Shop.timestamp(now)).param("max", max).update();
    }

    /** Lets the oldest waiting mails fail. */
    void fail(int max) {
        jdbc.sql("""
                        UPDATE mail SET state = 'exception'
                        WHERE id IN (SELECT id FROM mail WHERE state = 'outgoing' ORDER BY id LIMIT :max)
                        """).param("max", max).update();
    }

    long countByState(String state) {
        return jdbc.sql("SELECT count(*) FROM mail WHERE state = :state")
                .param("state", state)
                .query(Long.class)
                .single();
    }

    /** Returns how long the oldest mail in this state has been there, zero if there is none. */
    Duration ageOfOldest(State state, Instant now) {
        return jdbc.sql("SELECT created_at FROM mail WHERE state = :state ORDER BY id LIMIT 1")
                .param("state", state.column())
                .query(Instant.class)
                .optional()
                .map(created -> Duration.between(created, now))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }
}
