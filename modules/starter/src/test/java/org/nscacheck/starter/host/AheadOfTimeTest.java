/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.testkit.HostArguments;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Received;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor;

/** A host whose beans were prepared ahead of time, as the goal {@code process-aot} of Spring Boot's plug-in does. */
class AheadOfTimeTest {

    private static final String IMAGE = "-Dorg.graalvm.nativeimage.imagecode=runtime";

    @TempDir
    private static Path directory;

    private static Path classes;

    /** Neither the database nor the servers are known when an application is built. */
    @BeforeAll
    static void prepare() throws IOException {
        Path sources = directory.resolve("sources");
        classes = directory.resolve("classes");
        AbstractAotProcessor.Settings settings = AbstractAotProcessor.Settings.builder()
                .sourceOutput(sources)
                .resourceOutput(classes)
                .classOutput(classes)
                .groupId("org.nscacheck")
                .artifactId("small-shop")
                .build();
        new SpringApplicationAotProcessor(SmallShop.class, settings, new String[] {SmallShop.ROLE}).process();
        compile(sources);
    }

    private static void compile(Path sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString()));
        arguments.addAll(List.of("-cp", classes + File.pathSeparator + System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(arguments).anyMatch(file -> file.endsWith("NscaCheckAutoConfiguration__BeanDefinitions.java"));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("exit code of the compiler")
                .isZero();
    }

    @Test
    void checksRunAndScreensAnswerWithWhatWasPrepared() throws Exception {
        Path port = directory.resolve("port");
        List<String> options = List.of("-Dspring.aot.enabled=true", "-Dportfile=" + port);
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
                TestDatabase database = TestPostgres.shared().newDatabase();
                ChildJvm shop = ChildJvm.start(
                        classes,
                        options,
                        SmallShop.class,
                        HostArguments.of(database, daemon, "--server.port=0", SmallShop.ROLE))) {
            await().atMost(ChildJvm.PATIENCE)
                    .until(() -> !shop.isAlive()
                            || (Files.exists(port) && daemon.received().size() > 1));
            assertThat(daemon.received())
                    .as(shop::said)
                    .extracting(Received::service)
                    .containsExactlyInAnyOrder("Mail queue", "Stock");
            assertThat(shop.said()).contains("Starting AOT-processed SmallShop");
            assertThat(new Shopper(Files.readString(port))
                            .get("/nscacheck/checks")
                            .body())
                    .as(shop::said)
                    .contains("7 mails not sent", "limit 5 on");
        }
    }

    /** A Java process that takes itself for an image; Spring Boot asks for an image of Java 25 before anybody else is asked. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "Spring Boot refuses native images of this Java by itself")
    void aNativeImageIsRefusedInWords() throws Exception {
        try (ChildJvm image = ChildJvm.start(classes, List.of(IMAGE), SmallShop.class)) {
            assertThat(image.end()).as(image::said).isEqualTo(1);
            assertThat(image.said())
                    .contains(
                            "APPLICATION FAILED TO START",
                            "nscacheck does not support GraalVM native images",
                            "-Dspring.aot.enabled=true",
                            "nscacheck.enabled=false when it is built");
        }
    }
}
