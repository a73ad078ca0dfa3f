/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.nscacheck.spring.builtin.ConnectionPools;
import org.springframework.beans.factory.ObjectProvider;

/** The Hikari pools among the application's data sources. */
final class HikariPools implements ConnectionPools {

    private final ObjectProvider<DataSource> dataSources;

    HikariPools(ObjectProvider<DataSource> dataSources) {
        this.dataSources = dataSources;
    }

    @Override
    public List<Usage> usage() {
        List<Usage> usages = new ArrayList<>();
        for (DataSource dataSource : dataSources.orderedStream().toList()) {
            try {
                if (dataSource.isWrapperFor(HikariDataSource.class)) {
                    add(dataSource.unwrap(HikariDataSource.class), usages);
                }
            } catch (SQLException e) {
                throw new IllegalStateException("a data source does not tell what it is", e);
            }
        }
        return usages;
    }

    private static void add(HikariDataSource pool, List<Usage> usages) {
        HikariPoolMXBean figures = pool.getHikariPoolMXBean();
        if (figures != null) {
            usages.add(new Usage(
                    pool.getPoolName(),
                    figures.getActiveConnections(),
                    figures.getIdleConnections(),
                    figures.getThreadsAwaitingConnection(),
                    pool.getMaximumPoolSize()));
        }
    }
}
