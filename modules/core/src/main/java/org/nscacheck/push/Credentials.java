/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

/**
 * What an agent says that it is.
 *
 * @param name the name under which it reports
 * @param key what proves it
 */
public record Credentials(String name, String key) {

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "credentials of '" + name + "'";
    }
}
