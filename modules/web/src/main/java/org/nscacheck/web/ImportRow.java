/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import org.nscacheck.admin.ImportItem;

/**
 * A line of the preview of an import.
 *
 * @param key what stands for it in a choice
 * @param deed such as "Add"
 * @param what such as "check disk"
 * @param changes its fields before and after
 * @param faults why it cannot be done
 * @param line where the file speaks of it, such as "line 12", or empty
 * @param input what a person can do with it
 */
record ImportRow(
        String key,
        String deed,
        String what,
        List<ActivityRow.Difference> changes,
        List<String> faults,
        String line,
        Input input) {

    /**
     * What a person can do with a line.
     *
     * @param possible whether it can be chosen
     * @param chosen whether it is
     * @param takesSecret whether a password can be typed beside it
     */
    record Input(boolean possible, boolean chosen, boolean takesSecret) {}

    static ImportRow of(ImportItem item, boolean chosen) {
        return new ImportRow(
                item.key(),
                switch (item.deed()) {
                    case ADD -> "Add";
                    case CHANGE -> "Change";
                    case REMOVE -> "Remove";
                    case NONE -> "Unchanged";
                },
                ActivityWords.of(item.kind()) + " " + item.name(),
                item.changes().stream().map(ActivityRow.Difference::of).toList(),
                item.faults(),
                item.line() == 0 ? "" : "line " + item.line(),
                new Input(item.isPossible(), chosen && item.isPossible(), item.takesSecret()));
    }
}
