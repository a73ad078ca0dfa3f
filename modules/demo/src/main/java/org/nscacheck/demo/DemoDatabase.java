/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The demo's own PostgreSQL, unless {@code spring.datasource.url} names another one. */
@Configuration(proxyBeanMethods = false)
@Conditional(DemoDatabase.NoUrlGiven.class)
class DemoDatabase {

    /** Its data stay on disk, with fsync; it stops when this process is gone, by whatever way. */
    @Bean(destroyMethod = "close")
    TestPostgres postgres(DataDirectory data) {
        return TestPostgres.builder().directory(data.postgresql()).start();
    }

    @Bean
    JdbcConnectionDetails connectionDetails(TestPostgres postgres) {
        TestDatabase database = postgres.database("shop");
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return database.jdbcUrl();
            }

            @Override
            public String getUsername() {
                return database.username();
            }

            @Override
            public String getPassword() {
                return database.password();
            }
        };
    }

    static final class NoUrlGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment()
                    .getProperty("spring.datasource.url", "")
                    .isBlank();
        }
    }
}
