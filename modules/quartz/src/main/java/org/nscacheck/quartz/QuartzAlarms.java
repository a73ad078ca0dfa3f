/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.quartz;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.schedule.Alarm;
import org.nscacheck.schedule.CronAlarms;
import org.nscacheck.schedule.CronSchedule;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quartz as the alarm clock: a scheduler of our own in memory, with one cron trigger per distinct expression and zone, and
 * one trigger for each next due time that no cron slot announces. Thread-safe. A fault in Quartz is logged and not thrown:
 * the safety tick alone is sufficient.
 */
public final class QuartzAlarms implements CronAlarms {

    private static final Logger log = LoggerFactory.getLogger(QuartzAlarms.class);
    private static final String THREADS = "nscacheck-quartz";
    private static final JobKey JOB = new JobKey("check", "nscacheck");

    private final Scheduler scheduler;
    private final InstantSource clock;
    private final Map<CronSchedule, TriggerKey> shown = new HashMap<>();
    private volatile boolean closed;

    /**
     * @param wake what the triggers of cron schedules do; short
     * @param clock the clock of this machine, which is Quartz' own
     * @throws IllegalStateException if Quartz cannot be set up
     */
    public QuartzAlarms(Runnable wake, InstantSource clock) {
        this.clock = clock;
        // Quartz keeps one scheduler per name and JVM, and would hand out that of another application here.
        String name = "nscacheck-" + UUID.randomUUID();
        try {
            this.scheduler = new StdSchedulerFactory(properties(name)).getScheduler();
            // Nor is the host application to come across ours when it asks for all there are.
            SchedulerRepository.getInstance().remove(name);
            scheduler.getContext().put(CheckJob.WAKE, wake);
            scheduler.addJob(
                    JobBuilder.newJob(CheckJob.class)
                            .withIdentity(JOB)
                            .storeDurably()
                            .build(),
                    true);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz could not be set up: " + e.getMessage(), e);
        }
    }

    private static Properties properties(String name) {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", name);
        properties.setProperty("org.quartz.scheduler.threadName", THREADS + "-scheduler");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "2");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "60000");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", "2");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.threadPool.threadNamePrefix", THREADS);
        return properties;
    }

    @Override
    public void start() {
        try {
            scheduler.start();
        } catch (SchedulerException e) {
            log.warn("NSCA-401 Quartz could not be started, safety tick takes over", e);
        }
    }

    @Override
    public synchronized void show(Supplier<? extends Collection<CronSchedule>> schedules) {
        Set<CronSchedule> wanted = new HashSet<>(schedules.get());
        wanted.removeIf(schedule -> schedule.nextAfter(clock.instant()) == null);
        for (CronSchedule schedule : wanted) {
            shown.computeIfAbsent(schedule, this::add);
        }
        shown.entrySet().removeIf(entry -> !wanted.contains(entry.getKey()) && remove(entry.getValue()));
    }

    private @Nullable TriggerKey add(CronSchedule schedule) {
        CronTrigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(schedule.expression() + " " + schedule.zone(), "nscacheck-cron")
                .forJob(JOB)
                .withSchedule(CronScheduleBuilder.cronSchedule(schedule.expression())
                        .inTimeZone(TimeZone.getTimeZone(schedule.zone()))
                        .withMisfireHandlingInstructionFireAndProceed())
                .build();
        try {
            scheduler.scheduleJob(trigger);
            return trigger.getKey();
        } catch (SchedulerException e) {
            warn("NSCA-402 cron trigger could not be set, safety tick takes over", e);
            return null;
        }
    }

    private boolean remove(TriggerKey key) {
        try {
            scheduler.unscheduleJob(key);
            return true;
        } catch (SchedulerException e) {
            warn("NSCA-405 stale cron trigger left in place (harmless)", e);
            return false;
        }
    }

    /** Returns an alarm clock with a trigger of its own. */
    @Override
    public Alarm alarm(String name, Runnable wake) {
        TriggerKey key = new TriggerKey(name, "nscacheck");
        JobDataMap data = new JobDataMap(Map.of(CheckJob.WAKE, wake));
        return delay -> ringIn(key, data, delay);
    }

    private void ringIn(TriggerKey key, JobDataMap data, Duration delay) {
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(key)
                .forJob(JOB)
                .usingJobData(data)
                // Quartz counts in milliseconds; one too early would find nothing due.
                .startAt(Date.from(clock.instant().plus(delay).plusMillis(1)))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                .build();
        try {
            if (scheduler.rescheduleJob(key, trigger) == null) {
                scheduler.scheduleJob(trigger);
            }
        } catch (SchedulerException e) {
            warn("NSCA-403 trigger of the next due time could not be set, safety tick takes over", e);
        }
    }

    /** The engines finish what they began when this is closed already, and need no alarm for it. */
    private void warn(String message, SchedulerException e) {
        if (!closed) {
            log.warn(message, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            scheduler.shutdown(false);
        } catch (SchedulerException e) {
            log.warn("NSCA-404 Quartz could not be stopped", e);
        }
    }
}
