/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.boot;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.nscacheck.spring.NscaCheckEngine;
import org.quartz.Scheduler;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In the host's house: what Boot would give the application without us, it still gives. */
class HostApplicationTest {

    @Test
    void keepsTheHostsOwnPersistenceSchedulerAndExecutors() {
        Host.withDatabase()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class,
                        HibernateJpaAutoConfiguration.class,
                        TransactionAutoConfiguration.class,
                        FlywayAutoConfiguration.class,
                        QuartzAutoConfiguration.class,
                        TaskExecutionAutoConfiguration.class,
                        TaskSchedulingAutoConfiguration.class))
                .withUserConfiguration(Entities.class)
                .withBean(Host.MailChecks.class)
                .withPropertyValues("spring.jpa.hibernate.ddl-auto=create", "spring.jpa.open-in-view=false")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(NscaCheckEngine.class);
                    assertThat(context)
                            .hasSingleBean(DataSource.class)
                            .hasSingleBean(EntityManagerFactory.class)
                            .hasSingleBean(Flyway.class)
                            .hasSingleBean(Scheduler.class)
                            .hasSingleBean(Executor.class)
                            .hasBean("applicationTaskExecutor");
                    assertThat(context.getBean(EntityManagerFactory.class)
                                    .getMetamodel()
                                    .getEntities())
                            .extracting(type -> type.getJavaType().getSimpleName())
                            .containsExactly("HostEntity");
                    assertThat(context.getBean(JdbcClient.class)
                                    .sql("SELECT count(*) FROM information_schema.tables"
                                            + " WHERE table_schema = 'public' AND table_name LIKE 'nsca%'")
                                    .query(Long.class)
                                    .single())
                            .isZero();
                });
    }

    @Configuration(proxyBeanMethods = false)
    @EntityScan(basePackageClasses = HostEntity.class)
    static class Entities {}

    @Entity
    static class HostEntity {
        @Id
        long id;
    }
}
