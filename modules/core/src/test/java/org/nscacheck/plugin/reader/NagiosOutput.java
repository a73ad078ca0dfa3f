/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin.reader;

/**
 * How Nagios Core takes an output apart: behind the first bar of the first line, and from the first bar of a later line to
 * the end, stands performance data; a semicolon of the first line becomes a colon.
 */
public record NagiosOutput(String shortText, String longText, String perfData) {

    public static NagiosOutput read(String output) {
        String[] lines = output.split("\n", -1);
        int bar = lines[0].indexOf('|');
        String shortText = bar < 0 ? lines[0] : lines[0].substring(0, bar);
        StringBuilder perfData = new StringBuilder(bar < 0 ? "" : lines[0].substring(bar + 1));
        StringBuilder longText = new StringBuilder();
        boolean behindBar = false;
        for (int i = 1; i < lines.length; i++) {
            int next = behindBar ? -1 : lines[i].indexOf('|');
            String text = behindBar ? "" : next < 0 ? lines[i] : lines[i].substring(0, next);
            if (!behindBar) {
                longText.append(longText.isEmpty() ? "" : "\n").append(text);
            }
            if (behindBar || next >= 0) {
                perfData.append(' ').append(lines[i].substring(next + 1));
                behindBar = true;
            }
        }
        return new NagiosOutput(
                shortText.trim().replace(';', ':'),
                longText.toString(),
                perfData.toString().trim());
    }
}
