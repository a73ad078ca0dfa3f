/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.receive;

import java.util.Locale;
import org.nscacheck.Status;
import org.nscacheck.server.Names;

/** How a result that arrived is printed; each takes one line. */
public enum ResultFormat {
    /** For people: time, target, state and output. */
    LINE {
        @Override
        public String format(ReceivedResult result) {
            String target = result.service() == null ? result.host() : result.host() + "/" + result.service();
            String status =
                    Status.ofCode(result.returnCode()).map(Status::name).orElse("return code " + result.returnCode());
            return result.at() + " " + Names.printable(target) + " " + status + ": "
                    + Names.printable(escaped(result.output()));
        }
    },
    /** The line that the real daemon writes into the command file of Nagios. */
    NAGIOS {
        @Override
        public String format(ReceivedResult result) {
            String command = result.service() == null
                    ? "PROCESS_HOST_CHECK_RESULT;" + firstLine(result.host())
                    : "PROCESS_SERVICE_CHECK_RESULT;" + firstLine(result.host()) + ";" + firstLine(result.service());
            return "[" + result.at().getEpochSecond() + "] " + command + ";" + result.returnCode() + ";"
                    + escaped(result.output());
        }
    },
    /** An object for programs. */
    JSON {
        @Override
        public String format(ReceivedResult result) {
            return "{\"at\":" + quoted(result.at().toString()) + ",\"from\":" + quoted(result.from()) + ",\"host\":"
                    + quoted(result.host()) + ",\"service\":"
                    + (result.service() == null ? "null" : quoted(result.service())) + ",\"returnCode\":"
                    + result.returnCode() + ",\"output\":" + quoted(result.output()) + "}";
        }
    };

    /** Returns the line, without its end. */
    public abstract String format(ReceivedResult result);

    private static String firstLine(String name) {
        int end = name.indexOf('\n');
        return end < 0 ? name : name.substring(0, end);
    }

    private static String escaped(String output) {
        return output.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> {
                    if (c < ' ' || (Character.isSurrogate(c) && !isPaired(text, i))) {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean isPaired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
