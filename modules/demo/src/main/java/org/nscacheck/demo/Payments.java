/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.nscacheck.CheckResult;
import org.nscacheck.CheckTransaction;
import org.nscacheck.NscaCheck;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Whether the money comes in. */
@Service
class Payments {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Payments(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** An exception becomes CRITICAL, with its class and message. */
    @NscaCheck(key = "payment.gateway", service = "Payment gateway", every = "10s", timeout = "5s")
    CheckResult ping() throws IOException {
        if (Trouble.PAYMENT_GATEWAY_DOWN.reigns(clock.instant())) {
            throw new IOException("payment gateway does not answer");
        }
        return CheckResult.ok("payment gateway answers").build();
    }

    /** Two queries that must see the same moment: a read-only transaction around the method. */
    @NscaCheck(
            key = "payments.booked",
            service = "Payments booked",
            every = "20s",
            transaction = CheckTransaction.READ_ONLY)
    Object[] compareBooks() {
        long unbooked = jdbc.sql("""
                        SELECT count(*) FROM customer_order o LEFT JOIN payment p ON p.order_id = o.id
                        WHERE o.state <> 'NEW' AND p.order_id IS NULL
                        """).query(Long.class).single();
        BigDecimal owed = jdbc.sql("""
                        SELECT coalesce(sum(line.quantity * line.price), 0)
                        FROM order_line line JOIN customer_order o ON o.id = line.order_id WHERE o.state = 'NEW'
                        """).query(BigDecimal.class).single();
        int code = unbooked > 0 ? 2 : owed.intValue() > 500 ? 1 : 0;
        return new Object[] {
            code, unbooked + " shipped without payment, " + owed + " EUR to collect", Map.of("owed", owed)
        };
    }

    /** A cron expression in a time zone, and Spring's own transaction: the call goes through the bean's proxy. */
    @NscaCheck(key = "sales.today", service = "Sales today", cron = "0/30 * * * * ?", zone = "Europe/Paris")
    @Transactional(readOnly = true)
    public CheckResult sumUpToday() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), PARIS);
        BigDecimal sales = jdbc.sql("SELECT coalesce(sum(amount), 0) FROM payment WHERE paid_at >= :midnight")
                .param("midnight", Shop.timestamp(today.atStartOfDay(PARIS).toInstant()))
                .query(BigDecimal.class)
                .single();
        return CheckResult.ok("%s EUR since midnight in Paris", sales)
                .perf("sales", sales)
                .min(0)
                .build();
    }
}
