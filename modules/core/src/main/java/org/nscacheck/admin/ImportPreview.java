/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.List;

/**
 * What an import would do.
 *
 * @param items in the order of the file, then what it lacks
 * @param basis stands for all that is stored now: as long as nobody changes anything it stays the same
 */
public record ImportPreview(List<ImportItem> items, String basis) {

    public ImportPreview {
        items = List.copyOf(items);
    }

    /** Returns how many of these there are. */
    public long count(ImportItem.Deed deed) {
        return items.stream().filter(item -> item.deed() == deed).count();
    }
}
