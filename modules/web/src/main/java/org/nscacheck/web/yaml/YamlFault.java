/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.yaml;

/**
 * Something wrong with a file.
 *
 * @param line where, from 1
 * @param text what is wrong and what to do
 */
public record YamlFault(int line, String text) {

    @Override
    public String toString() {
        return "line " + line + ": " + text;
    }
}
