/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.nscacheck.CheckResult;
import org.nscacheck.NscaCheck;
import org.nscacheck.NscaParam;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.Stores;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Host applications of the tests. */
final class Host {

    private Host() {}

    /** Returns an application with a database of its own and without checks. */
    static ApplicationContextRunner withDatabase() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(NscaCheckAutoConfiguration.class))
                .withUserConfiguration(Database.class)
                .withPropertyValues(
                        "nscacheck.host-name=shop-1", "nscacheck.executor.spread=0s", "nscacheck.startup-wait=30s");
    }

    /** Returns an application whose stores are never asked: for what is read from properties. */
    static ApplicationContextRunner settingsOnly() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(NscaCheckAutoConfiguration.class))
                .withBean(
                        Stores.class,
                        () -> new Stores(null, null, null, null, null, null, null, null, null, null, null))
                .withBean(Engine.class, () -> null);
    }

    @Configuration(proxyBeanMethods = false)
    static class Database {

        @Bean(destroyMethod = "close")
        TestDatabase testDatabase() {
            return TestPostgres.shared().newDatabase();
        }

        @Bean(destroyMethod = "close")
        DataSource dataSource(TestDatabase database) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(database.jdbcUrl());
            pool.setUsername(database.username());
            pool.setPassword(database.password());
            pool.setMaximumPoolSize(4);
            return pool;
        }
    }

    static class MailChecks {

        @NscaCheck(key = "mail.queue", service = "Mail queue", every = "1h")
        CheckResult countMails(@NscaParam(value = "limit", defaultValue = "5") int limit) {
            return CheckResult.warning("limit is %d", limit).perf("unsent", 7).build();
        }
    }

    static class FaultyChecks {

        @NscaCheck
        String text() {
            return "OK";
        }

        @NscaCheck
        int numberWithoutLimits() {
            return 2;
        }
    }
}
