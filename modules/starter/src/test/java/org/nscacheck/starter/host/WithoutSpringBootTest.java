/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.testkit.Compiler;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Received;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Compiles and runs the class that docs/configuration.md shows for applications without Spring Boot. */
class WithoutSpringBootTest {

    private static final Path GUIDE = Path.of("../../docs/configuration.md");

    @TempDir
    private Path directory;

    private static String source() throws Exception {
        Matcher block = Pattern.compile("## Without Spring Boot\n.*?```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE));
        assertThat(block.find()).as("the class in " + GUIDE).isTrue();
        return block.group(1);
    }

    @Test
    void deliversWhatItsOneClassFinds() throws Exception {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
                TestDatabase database = TestPostgres.shared().newDatabase();
                AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext()) {
            String source = source().replace(
                            ".address(\"nagios.example.net\")", ".address(\"127.0.0.1\").port(" + daemon.port() + ")")
                    .replace("\"encryption\", \"14\"", "\"encryption\", \"" + daemon.method() + "\"");
            assertThat(source).contains(".port(" + daemon.port());
            Class<?> monitoring = Compiler.compile("Monitoring", source, directory);
            application.setClassLoader(monitoring.getClassLoader());
            application
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "surroundings",
                            Map.of(
                                    "NSCA_PASSWORD",
                                    daemon.password(),
                                    "NSCACHECK_KEY",
                                    Base64.getEncoder().encodeToString(new byte[32]))));
            application.registerBean(DataSource.class, database::dataSource);
            application.register(monitoring);
            application.refresh();

            Received first = daemon.awaitReceived(1).get(0);
            assertThat(first.host()).isEqualTo("shop");
            assertThat(first.service()).isEqualTo("Mail queue");
            assertThat(first.output()).startsWith("7 mails not sent");
        }
    }
}
