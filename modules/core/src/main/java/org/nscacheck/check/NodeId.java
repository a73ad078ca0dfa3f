/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

/**
 * Name of a running process, different for each start.
 *
 * @param value such as {@code shop-1/4711/8f2c}
 */
public record NodeId(String value) {

    /** @throws IllegalArgumentException if the name is blank or longer than 200 characters */
    public NodeId {
        if (value.isBlank() || value.length() > 200) {
            throw new IllegalArgumentException("node name '" + value + "' must have 1 to 200 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
