/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

/**
 * Name of a running process, different for each start.
 *
 * @param value name of the node, and behind a slash what tells its processes apart, such as {@code shop-1/4711-8f2c}
 */
public record NodeId(String value) {

    /** @throws IllegalArgumentException if the name is blank or longer than 200 characters */
    public NodeId {
        if (value.isBlank() || value.length() > 200) {
            throw new IllegalArgumentException("node name '" + value + "' must have 1 to 200 characters");
        }
    }

    /** Returns the part before the slash: the name of the node, which outlives a restart. */
    public String name() {
        int slash = value.indexOf('/');
        return slash < 0 ? value : value.substring(0, slash);
    }

    @Override
    public String toString() {
        return value;
    }
}
