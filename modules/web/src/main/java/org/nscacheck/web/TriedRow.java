/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import org.nscacheck.admin.TryOuts;
import org.nscacheck.sender.WireText;

/**
 * A run on trial as a page shows it.
 *
 * @param took how long it ran
 * @param values performance data
 * @param servers what each server would get
 */
record TriedRow(
        StateMark state,
        String message,
        String longOutput,
        String took,
        List<RunRow.Value> values,
        List<Sent> servers) {

    /**
     * A result as one server would get it.
     *
     * @param target host and service there
     * @param text what would be sent, empty if it cannot be shown
     * @param size its bytes, and how many are possible
     * @param changes what would be cut or changed
     */
    record Sent(String server, String target, String text, String size, List<String> changes) {

        private static Sent of(TryOuts.Addressed report) {
            WireText text = report.text().orElse(null);
            return new Sent(
                    report.server(),
                    report.target().toString(),
                    text == null ? "" : text.text(),
                    text == null ? "" : text.bytes() + " of at most " + text.limit() + " bytes",
                    text == null ? List.of() : text.changes());
        }
    }

    static TriedRow of(TryOuts.Tried tried) {
        return new TriedRow(
                StateMark.of(tried.result().status()),
                tried.result().message(),
                tried.result().longOutput(),
                tried.took().toMillis() + " ms",
                RunRow.values(tried.result()),
                tried.reports().stream().map(Sent::of).toList());
    }
}
