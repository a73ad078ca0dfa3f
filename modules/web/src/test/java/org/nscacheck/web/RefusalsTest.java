/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.sender.SenderFactories;
import org.slf4j.LoggerFactory;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** What a person did wrong is said to that person; what the code did wrong is said to who reads the log. */
class RefusalsTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(ScreenController.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
    }

    private static <T> Supplier<T> broken(RuntimeException thrown) {
        return () -> {
            throw thrown;
        };
    }

    private static MockHttpServletResponse answerTo(RuntimeException thrown) throws Exception {
        GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
        context.refresh();
        Screens screens = new Screens(
                new Screens.Parts(
                        new Screens.Services(
                                broken(thrown),
                                broken(thrown),
                                broken(thrown),
                                broken(thrown),
                                broken(thrown),
                                broken(thrown),
                                broken(thrown),
                                broken(thrown)),
                        new SenderFactories(List.of()),
                        request -> new Actor("anna", Permission.ADMINISTER),
                        "/nscacheck",
                        ZoneOffset.UTC,
                        null,
                        InstantSource.system(),
                        null),
                context);
        return MockMvcBuilders.standaloneSetup(new CheckListController(screens), new ChecksController(screens))
                .build()
                .perform(get("/nscacheck/checks"))
                .andReturn()
                .getResponse();
    }

    @Test
    void showsARefusalToThePersonAndLogsNoError() throws Exception {
        MockHttpServletResponse answer = answerTo(new RefusedException("the name 'shop' is taken"));

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString()).contains("Not possible", "the name &#39;shop&#39; is taken");
        assertThat(logged.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
    }

    @Test
    void logsADefectWithItsStackAndShowsNoneOfIt() throws Exception {
        for (RuntimeException defect : List.of(
                new IllegalArgumentException("No enum constant Kind.NONE"),
                new NumberFormatException("Cannot parse null string"))) {
            logged.list.clear();

            MockHttpServletResponse answer = answerTo(defect);

            assertThat(answer.getStatus()).isEqualTo(500);
            assertThat(answer.getContentAsString())
                    .contains("Internal error", "NSCA-152")
                    .doesNotContain(defect.getMessage());
            assertThat(logged.list).singleElement().satisfies(event -> {
                assertThat(event.getLevel()).isEqualTo(Level.ERROR);
                assertThat(event.getFormattedMessage()).contains("NSCA-152", "method=GET");
                assertThat(event.getThrowableProxy().getMessage()).isEqualTo(defect.getMessage());
                assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
                        .isNotEmpty();
            });
        }
    }

    @Test
    void takesADefectForNoFaultOfWhatWasTyped() {
        Form form = Form.showing(Map.of("host", List.of("shop")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> form.read("host", text -> {
                    throw new IllegalArgumentException("No enum constant");
                }))
                .withMessage("No enum constant");
        assertThat(form.faults()).isEmpty();

        form.read("host", text -> {
            throw new RefusedException("'" + text + "' is taken");
        });
        assertThat(form.fault("host")).isEqualTo("'shop' is taken");
    }
}
