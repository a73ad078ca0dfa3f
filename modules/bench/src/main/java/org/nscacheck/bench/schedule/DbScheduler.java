/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteReschedule;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * db-scheduler, which locks and fetches with one statement, one custom task with an instance per check that catches up on
 * every second that it has missed. It fetches up to four executions per thread as soon as half a thread's worth is left; no
 * other limits were tried.
 */
final class DbScheduler implements Contender {

    private static final String TASK = "check";

    /** As its documentation has it, but for the index that only priorities need. */
    private static final String TABLE = """
            CREATE TABLE scheduled_tasks (
                task_name            text        NOT NULL,
                task_instance        text        NOT NULL,
                task_data            bytea,
                execution_time       timestamptz NOT NULL,
                picked               boolean     NOT NULL,
                picked_by            text,
                last_success         timestamptz,
                last_failure         timestamptz,
                consecutive_failures integer,
                last_heartbeat       timestamptz,
                version              bigint      NOT NULL,
                priority             smallint,
                PRIMARY KEY (task_name, task_instance));
            CREATE INDEX scheduled_tasks_execution_time ON scheduled_tasks (execution_time);
            CREATE INDEX scheduled_tasks_last_heartbeat ON scheduled_tasks (last_heartbeat)""";

    private final int workers;

    DbScheduler(int workers) {
        this.workers = workers;
    }

    private static final class EachSecond implements Schedule {

        @Override
        public Instant getNextExecutionTime(ExecutionComplete complete) {
            return complete.getExecution().executionTime.plusSeconds(1);
        }

        @Override
        public boolean isDeterministic() {
            return true;
        }
    }

    @Override
    public void seed(DataSource dataSource, int checks) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                                + " SELECT ?, 'check-' || i, ?, false, 1 FROM generate_series(1, ?) i")) {
            statement.execute(TABLE);
            insert.setString(1, TASK);
            insert.setTimestamp(2, Timestamp.from(Contender.longAgo()));
            insert.setInt(3, checks);
            insert.executeUpdate();
            statement.execute("VACUUM ANALYZE");
        }
    }

    @Override
    public void start(DataSource dataSource, String node, Executions executions) {
        CustomTask<Void> task = Tasks.custom(TASK, Void.class).execute((instance, context) -> {
            executions.ran();
            return new OnCompleteReschedule<>(new EachSecond());
        });
        Scheduler scheduler = Scheduler.create(dataSource, task)
                .threads(workers)
                .schedulerName(new SchedulerName.Fixed(node))
                .pollUsingLockAndFetch(0.5, 4.0)
                .pollingInterval(Duration.ofSeconds(1))
                .build();
        scheduler.start();
    }

    @Override
    public int connections() {
        return workers + 3;
    }

    @Override
    public String due() {
        return "SELECT count(*) FROM scheduled_tasks WHERE execution_time <= now()";
    }

    @Override
    public String untouched() {
        return "SELECT count(*) FROM scheduled_tasks WHERE last_success IS NULL";
    }
}
