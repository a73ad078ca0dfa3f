/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.nscacheck.NscaCheck;
import org.nscacheck.Status;
import org.nscacheck.testkit.Compiler;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

/** Does what docs/write-a-sender.md says: its sender keeps the contract, and its one bean is all that it needs. */
class WriteASenderTest {

    private static final Path GUIDE = Path.of("../../docs/write-a-sender.md");

    @TempDir
    private Path directory;

    private ClassLoader compiled = WriteASenderTest.class.getClassLoader();

    private static Map<String, String> sources() throws IOException {
        Matcher block = Pattern.compile("```java\npackage com\\.example\\.line;\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE));
        Map<String, String> sources = new HashMap<>();
        while (block.find()) {
            Matcher name = Pattern.compile("^(?:public )?(?:final )?class (\\w+)", Pattern.MULTILINE)
                    .matcher(block.group(1));
            assertThat(name.find()).isTrue();
            sources.put("com/example/line/" + name.group(1) + ".java", "package com.example.line;\n" + block.group(1));
        }
        return sources;
    }

    private static String block(String language) throws IOException {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        assertThat(block.find()).as(language).isTrue();
        return block.group(1);
    }

    @BeforeEach
    void compile() throws IOException {
        compiled = Compiler.compile(sources(), directory);
    }

    @Test
    void needsTwoClassesAndABean() throws IOException {
        assertThat(sources().keySet().stream().filter(name -> name.contains("Sender") && !name.contains("Test")))
                .hasSize(2);
        assertThat(sources().get("com/example/line/LineConfiguration.java")).containsOnlyOnce("@Bean");
    }

    @Test
    void namesTheArtifactThatIsBuilt() throws IOException {
        String pom = Files.readString(Path.of("../contracts/pom.xml"));
        Matcher element = Pattern.compile("<(artifactId|version)>[^<]+</").matcher(block("xml"));
        while (element.find()) {
            assertThat(pom).contains(element.group());
        }
    }

    @Test
    void keepsTheContract() throws Exception {
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(compiled.loadClass("com.example.line.LineSenderTest")))
                        .build(),
                listener);

        TestExecutionSummary summary = listener.getSummary();
        assertThat(summary.getFailures())
                .extracting(TestExecutionSummary.Failure::getException)
                .isEmpty();
        assertThat(summary.getTestsSucceededCount()).isGreaterThan(15).isEqualTo(summary.getTestsFoundCount());
    }

    /** The application to which the guide's bean is added. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                HibernateJpaAutoConfiguration.class,
                DataJpaRepositoriesAutoConfiguration.class,
                FlywayAutoConfiguration.class
            })
    static class Application {

        @Bean
        Mails mails() {
            return new Mails();
        }
    }

    /** A check of the application. */
    static class Mails {

        @NscaCheck(service = "Mail queue")
        Status queue() {
            return Status.WARNING;
        }
    }

    @Test
    void deliversByItsBeanAndItsProperties() throws Exception {
        try (ServerSocket receiver = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TestDatabase database = TestPostgres.shared().newDatabase()) {
            Properties surroundings = new Properties();
            surroundings.load(new StringReader(block("properties")));
            surroundings.setProperty("nscacheck.servers.lines.host", "127.0.0.1");
            surroundings.setProperty("nscacheck.servers.lines.port", String.valueOf(receiver.getLocalPort()));
            surroundings.setProperty("spring.main.banner-mode", "off");
            surroundings.setProperty("spring.datasource.url", database.jdbcUrl());
            surroundings.setProperty("spring.datasource.username", database.username());
            surroundings.setProperty("spring.datasource.password", database.password());
            try (ConfigurableApplicationContext application = new SpringApplicationBuilder(
                            Application.class, compiled.loadClass("com.example.line.LineConfiguration"))
                    .web(WebApplicationType.NONE)
                    .properties(surroundings)
                    .resourceLoader(new DefaultResourceLoader(compiled))
                    .run()) {
                assertThat(application.isRunning()).isTrue();
                receiver.setSoTimeout(30_000);
                try (Socket sender = receiver.accept()) {
                    sender.setSoTimeout(30_000);
                    String line = new BufferedReader(
                                    new InputStreamReader(sender.getInputStream(), StandardCharsets.UTF_8))
                            .readLine();
                    assertThat(line).startsWith("shop\tMail queue\t1\t");
                    sender.getOutputStream().write("ok\n".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }
}
