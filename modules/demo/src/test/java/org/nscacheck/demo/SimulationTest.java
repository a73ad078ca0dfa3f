/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.testkit.SettableClock;
import org.nscacheck.testkit.TestPostgres;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

class SimulationTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
    private JdbcClient jdbc;
    private Simulation simulation;
    private MailQueue mailQueue;
    private Orders orders;
    private Payments payments;

    @BeforeEach
    void openTheShop() throws Exception {
        DataSource dataSource = new SingleConnectionDataSource(
                TestPostgres.shared().newDatabase().dataSource().getConnection(), true);
        new ResourceDatabasePopulator(new ClassPathResource("schema.sql")).execute(dataSource);
        jdbc = JdbcClient.create(dataSource);
        Shop shop = new Shop(jdbc);
        Mails mails = new Mails(jdbc);
        simulation = new Simulation(shop, mails, clock, new Random(42));
        mailQueue = new MailQueue(mails, clock);
        orders = new Orders(shop, clock);
        payments = new Payments(jdbc, clock);
    }

    @Test
    void bringsEachTroubleAndItsEndWithinTwoMinutes() {
        Map<String, Set<Status>> seen = new TreeMap<>();
        for (int second = 0; second < 240; second++) {
            simulation.step();
            clock.advance(Duration.ofSeconds(1));
            if (second >= 120) {
                see(seen, "mail queue", mailQueue.checkMails().status());
                see(
                        seen,
                        "mail delay",
                        mailQueue
                                .checkDelay(Mails.State.EXCEPTION, Duration.ofSeconds(10), Duration.ofSeconds(25))
                                .status());
                see(seen, "stuck", orders.countStuck() > 3 ? Status.WARNING : Status.OK);
                see(seen, "stock", orders.checkStock());
                see(seen, "gateway", pingGateway());
            }
        }
        assertThat(seen).containsOnlyKeys("mail queue", "mail delay", "stuck", "stock", "gateway");
        seen.forEach((name, states) ->
                assertThat(states).as(name).contains(Status.OK).hasSizeGreaterThan(1));
    }

    private static void see(Map<String, Set<Status>> seen, String name, Status status) {
        seen.computeIfAbsent(name, key -> EnumSet.noneOf(Status.class)).add(status);
    }

    private Status pingGateway() {
        try {
            return payments.ping().status();
        } catch (IOException e) {
            return Status.CRITICAL;
        }
    }

    @Test
    void keepsItsBooks() {
        for (int second = 0; second < 150; second++) {
            simulation.step();
            clock.advance(Duration.ofSeconds(1));
        }
        Object[] books = payments.compareBooks();
        assertThat(books[1]).asString().startsWith("0 shipped without payment");
        assertThat(jdbc.sql("SELECT count(*) FROM customer_order WHERE state = 'SHIPPED'")
                        .query(Long.class)
                        .single())
                .isPositive();
        assertThat(payments.sumUpToday().perfData().get("sales").value()).isGreaterThan(BigDecimal.ZERO);
        assertThat(orders.countOpen()).hasSize(3).last().asString().contains("NEW=", "PAID=", "PACKING=");
        assertThat(orders.listProducts().longOutput().lines()).hasSize(4);
    }

    @Test
    void forgetsOrdersTwoHoursAfterTheyWereShipped() {
        for (int second = 0; second < 40; second++) {
            simulation.step();
            clock.advance(Duration.ofSeconds(1));
        }
        orders.forgetOldOrders();
        long before = countShipped();
        assertThat(before).isPositive();
        clock.advance(Duration.ofHours(3));
        orders.forgetOldOrders();
        assertThat(countShipped()).isZero();
    }

    private long countShipped() {
        return jdbc.sql("SELECT count(*) FROM customer_order WHERE state = 'SHIPPED'")
                .query(Long.class)
                .single();
    }

    @Test
    void takesPluginOutputApartAsNagiosDoes() {
        assertThat(List.of(
                        StatusBoard.Output.parse("all fine"),
                        StatusBoard.Output.parse("first|a=1\nsecond\nthird|b=2\nc=3"),
                        StatusBoard.Output.parse("")))
                .containsExactly(
                        new StatusBoard.Output("all fine", ""),
                        new StatusBoard.Output("first\nsecond\nthird", "a=1 b=2 c=3"),
                        new StatusBoard.Output("", ""));
    }
}
