/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.Arrays;
import java.util.Optional;

/** How a number of collectd is to be read, with its code on the wire ({@code plugin.h}). */
public enum ValueType {
    /** Counts up and wraps at 32 or 64 bits; unsigned. Read as a rate. */
    COUNTER(0),
    /** A floating point number, taken as it is. */
    GAUGE(1),
    /** A signed integer whose change per second counts. */
    DERIVE(2),
    /** An unsigned integer that is set to 0 when it is read. Read as a rate. */
    ABSOLUTE(3);

    private final int code;

    ValueType(int code) {
        this.code = code;
    }

    /** Returns the code on the wire, 0 to 3. */
    int code() {
        return code;
    }

    static Optional<ValueType> ofCode(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    /** Returns the type with this name in capital letters, as a {@code types.db} has it. */
    static Optional<ValueType> ofName(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
