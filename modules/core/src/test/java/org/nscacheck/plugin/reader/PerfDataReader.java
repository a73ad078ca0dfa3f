/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin.reader;

import java.util.List;

/** The rules by which a receiver reads performance data, restated from its behaviour; it shares no code with ours. */
@FunctionalInterface
public interface PerfDataReader {

    List<ReadMetric> read(String perfData);
}
