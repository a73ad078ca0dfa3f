/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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

/** Compiles and runs the class that docs/plain-java.md shows for applications without Spring. */
class PlainJavaTest {

    private static final Path GUIDE = Path.of("../../docs/plain-java.md");
    private static final int MOST_LINES = 8;

    @TempDir
    private Path directory;

    private static String source() throws Exception {
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        assertThat(block.find()).as("the class in " + GUIDE).isTrue();
        return block.group(1);
    }

    @Test
    void startsInAFewLinesThatKnowNoSpring() throws Exception {
        Matcher constructor = Pattern.compile("public Monitoring\\(.*?\\{\n(.*?)\n    }\n", Pattern.DOTALL)
                .matcher(source());
        assertThat(constructor.find()).isTrue();
        assertThat(constructor.group(1).lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
        assertThat(source()).doesNotContain("spring");
    }

    @Test
    void deliversWhatItsCheckFinds() throws Exception {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().method(14).start();
                TestDatabase database = TestPostgres.shared().newDatabase()) {
            String address = "(\"127.0.0.1\").port(" + daemon.port() + ")";
            String source = source().replace("(\"nagios.example.net\")", address);
            assertThat(source).contains(address);
            Class<?> monitoring = Compiler.compile("Monitoring", source, directory);
            try (AutoCloseable running = (AutoCloseable) monitoring
                    .getConstructor(DataSource.class, byte[].class, String.class)
                    .newInstance(database.dataSource(), new byte[32], daemon.password())) {
                assertThat(running).isNotNull();
                Received first = daemon.awaitReceived(1).get(0);
                assertThat(first.host()).isEqualTo("shop");
                assertThat(first.service()).isEqualTo("Mail queue");
                assertThat(first.output()).startsWith("7 mails not sent");
            }
        }
    }
}
