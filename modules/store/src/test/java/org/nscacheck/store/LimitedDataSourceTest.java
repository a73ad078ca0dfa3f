/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;

class LimitedDataSourceTest {

    @Test
    void takesNoMoreConnectionsThanAllowedAndReusesThoseThatWereClosed() throws SQLException {
        try (TestDatabase database = TestPostgres.shared().newDatabase()) {
            LimitedDataSource limited = new LimitedDataSource(database.dataSource(), 2, Duration.ofMillis(50));
            Connection first = limited.getConnection();
            try (Connection second = limited.getConnection()) {
                assertThat(second.isValid(1)).isTrue();
                assertThatThrownBy(limited::getConnection)
                        .isInstanceOf(SQLTransientConnectionException.class)
                        .hasMessageContaining("all 2 database connections");
                first.close();
                first.close();
                Connection third = limited.getConnection();
                assertThatThrownBy(limited::getConnection).isInstanceOf(SQLTransientConnectionException.class);
                third.close();
            }
        }
    }

    @Test
    void givesBackTheRightToAConnectionThatCouldNotBeOpened() throws SQLException {
        try (TestDatabase database = TestPostgres.shared().newDatabase()) {
            LimitedDataSource limited = new LimitedDataSource(database.dataSource(), 1, Duration.ofMillis(50));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> limited.getConnection("nobody-of-this-name", "wrong"))
                        .isInstanceOf(SQLException.class)
                        .isNotInstanceOf(SQLTransientConnectionException.class);
            }
            limited.getConnection().close();
        }
    }
}
