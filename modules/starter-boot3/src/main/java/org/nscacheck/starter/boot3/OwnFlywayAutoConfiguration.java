/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.boot3;

import org.springframework.boot.actuate.autoconfigure.flyway.FlywayEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/** Gives an application its Flyway back, if that was held back but beans show that it is used. At the place of the original. */
@AutoConfiguration(
        after = {
            DataSourceAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class,
            HibernateJpaAutoConfiguration.class
        },
        before = FlywayEndpointAutoConfiguration.class)
@ConditionalOnClass(FlywayAutoConfiguration.class)
@Conditional(OnOwnBeans.ForFlyway.class)
@Import(FlywayAutoConfiguration.class)
class OwnFlywayAutoConfiguration {}
