/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.footprint;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSource;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A small web application with a page that asks its database, in a process of its own. Says when it is ready, then answers
 * one line to each line on its standard input, and ends with its input. Only "heap" collects garbage.
 */
@SpringBootApplication
public class HostApplication {

    private final CountingDataSource dataSource = new CountingDataSource();

    /** Starts the application and answers until the input ends. */
    public static void main(String[] arguments) throws IOException {
        ConfigurableApplicationContext context = SpringApplication.run(HostApplication.class, arguments);
        long startMillis = ManagementFactory.getRuntimeMXBean().getUptime();
        System.out.println(
                "READY " + startMillis + " " + context.getEnvironment().getRequiredProperty("local.server.port"));
        CountingDataSource dataSource = context.getBean(CountingDataSource.class);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(
                    line.equals("heap")
                            ? "HEAP " + heapBytes()
                            : "FIGURES " + dataSource.statements() + " " + processorNanos() + " "
                                    + dataSource.mostConnections());
        }
        context.close();
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long heapBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Bean
    DataSource dataSource(Environment environment) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(environment.getRequiredProperty("host.url"));
        pool.setUsername(environment.getRequiredProperty("host.user"));
        pool.setPassword(environment.getRequiredProperty("host.password"));
        dataSource.over(pool);
        return dataSource;
    }

    /** As many checks as the properties say, each every minute or as often as they say. */
    @Bean
    CheckSource manyChecks(Environment environment) {
        int count = environment.getProperty("host.checks", Integer.class, 0);
        String every = environment.getProperty("host.every", "1m");
        List<CheckDefinition> definitions = IntStream.range(0, count)
                .mapToObj(i -> CheckDefinition.of(
                        new CheckKey("check-" + i),
                        "Check " + i,
                        ScheduleSpec.every(every),
                        context -> CheckResult.ok("fine").perf("value", i).build()))
                .toList();
        return () -> definitions;
    }

    /** The page whose users must not notice anything. */
    @RestController
    static class Page {

        private final JdbcTemplate database;

        Page(JdbcTemplate database) {
            this.database = database;
        }

        @GetMapping("/")
        String page() {
            return "sum of a hundred: "
                    + database.queryForObject("SELECT sum(i) FROM generate_series(1, 100) i", Long.class);
        }
    }
}
