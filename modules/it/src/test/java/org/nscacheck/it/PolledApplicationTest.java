/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.CheckResult;
import org.nscacheck.NscaCheck;
import org.nscacheck.testkit.HostArguments;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** {@code nscacheck check} as Nagios runs it, a process of its own, polls a running application of Spring Boot. */
class PolledApplicationTest {

    private static final String TOKEN = "a token of 16 or more";
    private static final int UNKNOWN = 3;

    private static final TestDatabase DATABASE = TestPostgres.shared().newDatabase();
    private static final FakeNscaDaemon DAEMON = FakeNscaDaemon.builder().start();

    @TempDir
    private static Path directory;

    private static ConfigurableApplicationContext application;

    /** Not annotated as a configuration, so that no scan finds it. */
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Shop shop() {
            return new Shop();
        }
    }

    /** Its checks. */
    static class Shop {

        @NscaCheck(key = "shop.mail", service = "Mail queue", every = "1h")
        CheckResult mail() {
            return CheckResult.ok("nothing waits, schön").perf("waiting", 0).build();
        }

        @NscaCheck(key = "shop.stock", service = "Stock", every = "1h")
        CheckResult stock() {
            return CheckResult.critical("no tea left").perf("tea", 0).build();
        }
    }

    /** How a process ended, and what it printed. */
    private record Ended(int exitCode, String out, String err) {}

    @BeforeAll
    static void start() {
        application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .run(HostArguments.of(
                        DATABASE,
                        DAEMON,
                        "--server.port=0",
                        "--nscacheck.web.roles.administer=ROLE_ADMIN",
                        "--nscacheck.web.plugin-token=" + TOKEN));
    }

    @AfterAll
    static void stop() {
        application.close();
        DAEMON.close();
        DATABASE.close();
    }

    private static Ended check(String token, String name) throws IOException, InterruptedException {
        Path tokenFile = Files.writeString(directory.resolve("token"), token + "\n");
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        String url = "http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port")
                + "/nscacheck";
        int exitCode = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.nscacheck.cli.Main",
                        "check",
                        "-u",
                        url,
                        "--token-file",
                        tokenFile.toString(),
                        name))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new Ended(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void printsTheLineOfThePluginAndEndsWithTheStateOfTheCheck() throws Exception {
        assertThat(check(TOKEN, "shop.mail")).isEqualTo(new Ended(0, "nothing waits, schön|waiting=0\n", ""));
        assertThat(check(TOKEN, "shop.stock")).isEqualTo(new Ended(2, "no tea left|tea=0\n", ""));
    }

    @Test
    void isUnknownWhereTheApplicationHasNoSuchCheckOrRefusesTheToken() throws Exception {
        Ended missing = check(TOKEN, "shop.coffee");
        assertThat(missing.exitCode()).isEqualTo(UNKNOWN);
        assertThat(missing.out())
                .startsWith("UNKNOWN: 127.0.0.1:")
                .contains("the application knows no check 'shop.coffee'");

        Ended refused = check(TOKEN + "x", "shop.mail");
        assertThat(refused.exitCode()).isEqualTo(UNKNOWN);
        assertThat(refused.out())
                .startsWith("UNKNOWN: 127.0.0.1:")
                .contains("refuses the token (HTTP 401)")
                .doesNotContain(TOKEN);
    }
}
