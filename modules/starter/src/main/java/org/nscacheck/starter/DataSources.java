/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/** Finds the data source that holds the tables. */
final class DataSources {

    private DataSources() {}

    /**
     * Returns the bean of this name, or without a name the only or primary one.
     *
     * @throws NoDataSourceException if there is none or it is not clear which; the message names those there are
     */
    static DataSource choose(ListableBeanFactory beans, ObjectProvider<DataSource> all, @Nullable String name) {
        List<String> names = Arrays.asList(beans.getBeanNamesForType(DataSource.class));
        if (name != null && !name.isBlank()) {
            if (!names.contains(name)) {
                throw NoDataSourceException.unclear("nscacheck.data-source names the bean '" + name
                        + "', which is no bean of type javax.sql.DataSource; there are " + names + ".");
            }
            return beans.getBean(name, DataSource.class);
        }
        DataSource only = all.getIfUnique();
        if (only == null) {
            throw names.isEmpty()
                    ? NoDataSourceException.missing("nscacheck keeps its due list and its outbox in the application's"
                            + " PostgreSQL database, but there is no bean of type javax.sql.DataSource.")
                    : NoDataSourceException.unclear(
                            "there are several beans of type javax.sql.DataSource and none is primary: " + names + ".");
        }
        return only;
    }
}
