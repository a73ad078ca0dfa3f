/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.boot3;

import java.util.List;

/**
 * A library that we bring for ourselves. All auto-configurations of Spring Boot 3 are in one jar and look for the classes of
 * their library only, so that it would be set up for the application as well.
 *
 * @param name for the log
 * @param autoConfiguration the class that sets it up
 * @param properties the prefix of its properties; an application that sets any uses it
 * @param files what it looks for if no property says otherwise; an application that has any such file uses it
 * @param beanTypes types of beans that only an application has which uses it
 */
record Library(String name, String autoConfiguration, String properties, String files, List<String> beanTypes) {

    /** Without scripts it would make an empty history table, or refuse to start on a schema that has other tables. */
    static final Library FLYWAY = new Library(
            "Flyway",
            "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration",
            "spring.flyway",
            "classpath*:db/migration/**/*.*",
            List.of(
                    "org.flywaydb.core.Flyway",
                    "org.flywaydb.core.api.migration.JavaMigration",
                    "org.flywaydb.core.api.callback.Callback",
                    "org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer",
                    "org.springframework.boot.autoconfigure.flyway.FlywayConnectionDetails",
                    "org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy"));

    /** It would be asked for each view, before the pages of JSP. */
    static final Library THYMELEAF = new Library(
            "Thymeleaf",
            "org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration",
            "spring.thymeleaf",
            "classpath*:templates/**/*.html",
            List.of(
                    "org.thymeleaf.ITemplateEngine",
                    "org.thymeleaf.dialect.IDialect",
                    "org.thymeleaf.templateresolver.ITemplateResolver"));

    static final List<Library> ALL = List.of(FLYWAY, THYMELEAF);
}
