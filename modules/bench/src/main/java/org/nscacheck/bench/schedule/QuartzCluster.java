/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * Quartz' clustered JDBC store, one trigger per check, tuned: batches of as many triggers as there are threads, acquired
 * within the lock that this needs, job data as properties, a connection for each thread and three more. Triggers are simple
 * ones, which cost less than cron triggers, and catch up on every second that they have missed.
 */
final class QuartzCluster implements Contender {

    private static final String POOL = "bench";
    private static final String EXECUTIONS = "executions";
    private static final String TABLES = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";

    private final int workers;

    QuartzCluster(int workers) {
        this.workers = workers;
    }

    /** Counts, nothing else. */
    public static final class NoOp implements Job {

        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            try {
                if (context.getScheduler().getContext().get(EXECUTIONS) instanceof Executions executions) {
                    executions.ran();
                }
            } catch (SchedulerException e) {
                throw new JobExecutionException(e);
            }
        }
    }

    @Override
    public void seed(DataSource dataSource, int checks) throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                InputStream tables = Scheduler.class.getResourceAsStream(TABLES)) {
            if (tables == null) {
                throw new IOException("Quartz has no " + TABLES);
            }
            statement.execute(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
        }
        Scheduler scheduler = scheduler(dataSource, "seed");
        scheduler.scheduleJobs(jobs(checks), true);
        scheduler.shutdown();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
        }
    }

    private static Map<JobDetail, Set<? extends Trigger>> jobs(int checks) {
        Date start = Date.from(Contender.longAgo());
        Map<JobDetail, Set<? extends Trigger>> jobs = new HashMap<>();
        for (int i = 0; i < checks; i++) {
            JobDetail job = JobBuilder.newJob(NoOp.class)
                    .withIdentity("check-" + i)
                    .storeDurably()
                    .build();
            Trigger trigger = TriggerBuilder.newTrigger()
                    .withIdentity("check-" + i)
                    .forJob(job)
                    .startAt(start)
                    .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever()
                            .withMisfireHandlingInstructionIgnoreMisfires())
                    .build();
            jobs.put(job, Set.of(trigger));
        }
        return jobs;
    }

    private Scheduler scheduler(DataSource dataSource, String node) throws SchedulerException {
        DBConnectionManager.getInstance().addConnectionProvider(POOL, new ConnectionProvider() {
            @Override
            public Connection getConnection() throws SQLException {
                return dataSource.getConnection();
            }

            @Override
            public void shutdown() {}

            @Override
            public void initialize() {}
        });
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "bench");
        properties.setProperty("org.quartz.scheduler.instanceId", node);
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.idleWaitTime", "5000");
        properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", String.valueOf(workers));
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", String.valueOf(workers));
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        properties.setProperty(
                "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        properties.setProperty("org.quartz.jobStore.dataSource", POOL);
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "7500");
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "60000");
        properties.setProperty("org.quartz.jobStore.maxMisfiresToHandleAtATime", "200");
        return new StdSchedulerFactory(properties).getScheduler();
    }

    @Override
    public void start(DataSource dataSource, String node, Executions executions) throws SchedulerException {
        Scheduler scheduler = scheduler(dataSource, node);
        scheduler.getContext().put(EXECUTIONS, executions);
        scheduler.start();
    }

    @Override
    public int connections() {
        return workers + 3;
    }

    @Override
    public String due() {
        return "SELECT count(*) FROM qrtz_triggers WHERE next_fire_time <= extract(epoch FROM now()) * 1000";
    }

    @Override
    public String untouched() {
        return "SELECT count(*) FROM qrtz_simple_triggers WHERE times_triggered = 0";
    }
}
