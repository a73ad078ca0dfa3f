/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a receiver would get of a result.
 *
 * @param text the text as it is sent
 * @param limit how many bytes of it the receiver takes at most
 * @param changes what the text lost or changed on its way, in words; empty if nothing
 */
public record WireText(String text, int limit, List<String> changes) {

    public WireText {
        changes = List.copyOf(changes);
    }

    /** Returns how many bytes of UTF-8 the text has. */
    public int bytes() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
