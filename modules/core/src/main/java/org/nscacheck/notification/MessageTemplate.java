/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.notification;

import java.util.ArrayList;
import java.util.List;
import org.nscacheck.RefusedException;

/**
 * Text with places that a notification fills. A place is a name between braces behind a dollar sign: {@code severity}, {@code host},
 * {@code text}, {@code identity}, {@code kind}, {@code at} (ISO 8601 in UTC), or the name of a metadata. What a notification does not
 * have is left empty. A second dollar sign in front makes the place text. Immutable.
 */
public final class MessageTemplate {

    private final List<Part> parts;

    /** A piece of text, or the name of what stands in its place. */
    private record Part(String text, boolean place) {}

    private MessageTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** @throws RefusedException if a place is not closed or has no name */
    public static MessageTemplate parse(String text) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (true) {
            int begin = text.indexOf("${", from);
            if (begin < 0) {
                parts.add(new Part(text.substring(from), false));
                return new MessageTemplate(parts);
            }
            if (begin > from && text.charAt(begin - 1) == '$') {
                parts.add(new Part(text.substring(from, begin - 1) + "${", false));
                from = begin + 2;
                continue;
            }
            int end = text.indexOf('}', begin);
            if (end <= begin + 2) {
                throw new RefusedException(
                        "a '${' is not followed by a name and '}'; write '$${' for the characters themselves");
            }
            parts.add(new Part(text.substring(from, begin), false));
            parts.add(new Part(text.substring(begin + 2, end), true));
            from = end + 1;
        }
    }

    /** Returns the text for one notification. What is filled in is not read again. */
    public String fill(Notification notification) {
        StringBuilder filled = new StringBuilder();
        parts.forEach(part -> filled.append(part.place ? value(part.text, notification) : part.text));
        return filled.toString();
    }

    private static String value(String name, Notification notification) {
        return switch (name) {
            case "severity" -> notification.severity().name();
            case "host" -> notification.identity().host();
            case "text" -> notification.text();
            case "identity" -> notification.identity().toString();
            case "kind" -> notification.kind().name();
            case "at" -> notification.at().toString();
            default -> notification.fact(name).orElse("");
        };
    }
}
