/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.exec;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;

/** What a program reads of a notification, in UTF-8. */
enum ExecFormat {
    /**
     * Headers, an empty line, the text, as collectd gives them to a NotificationExec (manual page collectd-exec(5)). {@code Kind} is
     * ours; readers are to leave out what they do not know. A metadata whose name is one of the headers begins with
     * {@code Metadata-}.
     */
    COLLECTD {
        @Override
        String text(Notification told) {
            StringBuilder text = new StringBuilder();
            header(text, "Severity", told.severity().name());
            header(text, "Time", BigDecimal.valueOf(told.at().toEpochMilli(), 3).toPlainString());
            identity(text, told.identity());
            header(text, "Kind", told.kind().name());
            told.metadata().forEach((name, value) -> header(text, metadataName(name), String.valueOf(value)));
            return text.append('\n').append(told.text()).append('\n').toString();
        }
    },
    /** Two lines as OverC gives them to its alert programs: what happened, and the state now. */
    OVERC {
        @Override
        String text(Notification told) {
            String state = state(told.severity());
            String event = told.kind() == Notification.Kind.EVENT ? "api/alert" : "service:state/" + state;
            Identity about = told.identity();
            String first = told.text().lines().findFirst().orElse("").strip();
            return line(about.host() + " " + about.withoutHost()).strip() + " " + event + ": " + line(first) + "\n"
                    + state + ": " + told.text() + "\n";
        }
    };

    private static final List<String> HEADERS =
            List.of("severity", "time", "host", "plugin", "plugininstance", "type", "typeinstance", "kind");

    /** Returns the notification as text. */
    abstract String text(Notification told);

    /** Returns the bytes of {@link #text}; what has no form in UTF-8 is a question mark. */
    byte[] bytes(Notification told) {
        return text(told).replace('\0', '\ufffd').getBytes(StandardCharsets.UTF_8);
    }

    private static void identity(StringBuilder text, Identity about) {
        header(text, "Host", about.host());
        header(text, "Plugin", about.plugin());
        header(text, "PluginInstance", about.pluginInstance());
        header(text, "Type", about.type());
        header(text, "TypeInstance", about.typeInstance());
    }

    private static void header(StringBuilder text, String name, String value) {
        String shown = line(value);
        if (!shown.isEmpty() && !name.isEmpty()) {
            text.append(name).append(": ").append(shown).append('\n');
        }
    }

    /** A name with a colon or a line end would be another header. */
    private static String metadataName(String name) {
        String shown = name.replaceAll("[^\\p{L}\\p{N}_.-]", "_");
        return HEADERS.contains(shown.toLowerCase(Locale.ROOT)) ? "Metadata-" + shown : shown;
    }

    private static String line(String value) {
        return value.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
    }

    private static String state(Severity severity) {
        return switch (severity) {
            case OKAY -> "OK";
            case WARNING -> "WARN";
            case FAILURE -> "FAIL";
        };
    }
}
