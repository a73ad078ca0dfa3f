/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin.reader;

import java.util.List;

/** The lines that the NSCA daemon writes into a monitoring server's command file. */
final class CommandLines {

    private CommandLines() {}

    /** One critical result per output, each for a service of its own. */
    static String of(List<String> outputs) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < outputs.size(); i++) {
            String escaped = outputs.get(i).replace("\\", "\\\\").replace("\n", "\\n");
            lines.append("[1] PROCESS_SERVICE_CHECK_RESULT;h;")
                    .append(service(i))
                    .append(";2;")
                    .append(escaped)
                    .append('\n');
        }
        return lines.toString();
    }

    /** Names that keep their order when the server sorts them. */
    static String service(int i) {
        return "s" + (1000 + i);
    }
}
