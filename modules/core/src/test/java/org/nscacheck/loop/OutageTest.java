/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.loop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class OutageTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(OutageTest.class);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Outage outage =
            new Outage(logger, Level.WARN, "NSCA-1 mail cannot be read", "NSCA-2 mail is read again", nanos::get);
    private final List<ILoggingEvent> logged = new ArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event);
        }
    };

    @BeforeEach
    void listen() {
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(appender);
    }

    private List<String> lines() {
        return logged.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void logsTheFirstFailureWithItsStackAndIsQuietWhileItLasts() {
        outage.failed(new IllegalStateException("first"));
        outage.failed(new IllegalStateException("second"));

        assertThat(lines()).containsExactly("WARN NSCA-1 mail cannot be read");
        assertThat(logged.get(0).getThrowableProxy().getMessage()).isEqualTo("first");
        assertThat(outage.lasts()).isTrue();
    }

    @Test
    void logsTheEndWithHowLongItLastedAndHowOftenItFailed() {
        outage.failed(new IllegalStateException());
        later(Duration.ofMinutes(2));
        outage.failed(new IllegalStateException());
        later(Duration.ofMillis(500));
        outage.worked();
        outage.worked();

        assertThat(lines())
                .containsExactly(
                        "WARN NSCA-1 mail cannot be read", "INFO NSCA-2 mail is read again lasted=120s failures=2");
        assertThat(outage.lasts()).isFalse();
    }

    @Test
    void countsAnewWhenItFailsAgain() {
        outage.failed(new IllegalStateException());
        outage.failed(new IllegalStateException());
        outage.worked();
        later(Duration.ofHours(1));
        outage.failed(new IllegalStateException());
        later(Duration.ofSeconds(3));
        outage.worked();

        assertThat(lines())
                .hasSize(4)
                .endsWith("WARN NSCA-1 mail cannot be read", "INFO NSCA-2 mail is read again lasted=3s failures=1");
    }

    @Test
    void saysNothingOfWhatAlwaysWorks() {
        outage.worked();

        assertThat(lines()).isEmpty();
        assertThat(outage.lasts()).isFalse();
    }

    @Test
    void saysLaterWhatAFullHeapLeavesNoRoomToSay() {
        Faults heap = new Faults().then(Faults.fullHeap());
        AppenderBase<ILoggingEvent> failing = new AppenderBase<>() {
            @Override
            public synchronized void doAppend(ILoggingEvent event) {
                heap.work();
            }

            @Override
            protected void append(ILoggingEvent event) {
                throw new UnsupportedOperationException();
            }
        };
        failing.start();
        logger.detachAppender(appender);
        logger.addAppender(failing);
        logger.addAppender(appender);

        outage.failed(new OutOfMemoryError("Java heap space"));
        assertThat(lines()).isEmpty();
        assertThat(outage.lasts()).isTrue();
        outage.failed(new OutOfMemoryError("Java heap space"));
        logger.detachAppender(failing);
        outage.worked();

        assertThat(lines())
                .containsExactly(
                        "WARN NSCA-1 mail cannot be read", "INFO NSCA-2 mail is read again lasted=0s failures=2");
    }
}
