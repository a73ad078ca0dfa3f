/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows turned into one array per column, for {@code unnest}. Not thread-safe. */
final class Columns {

    private final List<List<@Nullable Object>> columns = new ArrayList<>();

    Columns(int count) {
        for (int i = 0; i < count; i++) {
            columns.add(new ArrayList<>());
        }
    }

    void add(@Nullable Object... row) {
        if (row.length != columns.size()) {
            throw new IllegalArgumentException(row.length + " values for " + columns.size() + " columns");
        }
        for (int i = 0; i < row.length; i++) {
            columns.get(i).add(row[i]);
        }
    }

    boolean isEmpty() {
        return columns.get(0).isEmpty();
    }

    int size() {
        return columns.get(0).size();
    }

    Object[] arrays() {
        return columns.toArray();
    }
}
