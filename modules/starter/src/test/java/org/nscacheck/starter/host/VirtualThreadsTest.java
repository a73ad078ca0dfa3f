/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.testkit.HostArguments;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Received;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A host whose requests are served by virtual threads. */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "this Java has no virtual threads")
class VirtualThreadsTest {

    private static final List<String> PAGES = List.of("/nscacheck/checks", "/nscacheck/servers", "/actuator/health");

    @TempDir
    private Path directory;

    @Test
    void checksHavePlatformThreadsOfTheirOwnAndScreensPinNothing() throws Exception {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
                TestDatabase database = TestPostgres.shared().newDatabase();
                ConfigurableApplicationContext shop = new SpringApplicationBuilder(SmallShop.class)
                        .run(HostArguments.of(
                                database,
                                daemon,
                                "--spring.threads.virtual.enabled=true",
                                "--server.port=0",
                                SmallShop.ROLE))) {
            requireThreadsOfOurOwn(daemon.awaitReceived(2));
            Shopper anna = new Shopper(shop.getEnvironment().getRequiredProperty("local.server.port"));
            assertThat(anna.get("/thread").body()).startsWith("VirtualThread[");
            // At first classes are loaded, and whoever waits for that is pinned. What our code did would happen again.
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(pinnedWhile(() -> requireAnswers(anna))).isEmpty());
        }
    }

    /** Only platform threads are among all that have a stack to be shown. */
    private static void requireThreadsOfOurOwn(List<Received> results) {
        assertThat(results).anySatisfy(result -> {
            assertThat(result.service()).isEqualTo("Stock");
            assertThat(result.output()).startsWith("limit 5 on Thread[").contains("nscacheck-");
        });
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .anyMatch(name -> name.startsWith("nscacheck-timer"))
                .anyMatch(name -> name.startsWith("nscacheck-quartz"));
    }

    private static void requireAnswers(Shopper anna) {
        List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(() -> PAGES)
                .limit(10)
                .flatMap(List::stream)
                .map(anna::ask)
                .toList();
        answers.forEach(answer -> assertThat(answer.join().statusCode())
                .as(answer.join().uri().getPath())
                .isEqualTo(200));
    }

    /** Returns where virtual threads kept their carriers while they waited, if one of our methods was involved. */
    private List<String> pinnedWhile(Runnable work) throws IOException {
        Path file = directory.resolve("pinned.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .map(VirtualThreadsTest::stack)
                .filter(stack -> stack.contains("org.nscacheck."))
                .toList();
    }

    private static String stack(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .map(RecordedFrame::getMethod)
                .map(method -> method.getType().getName() + "." + method.getName())
                .collect(Collectors.joining("\n"));
    }
}
