/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.Optional;

/** How a number of collectd is to be read; the order is that of the codes on the wire ({@code plugin.h}). */
public enum ValueType {
    /** Counts up and wraps at 32 or 64 bits; unsigned. Read as a rate. */
    COUNTER,
    /** A floating point number, taken as it is. */
    GAUGE,
    /** A signed integer whose change per second counts. */
    DERIVE,
    /** An unsigned integer that is set to 0 when it is read. Read as a rate. */
    ABSOLUTE;

    /** Returns the code on the wire, 0 to 3. */
    int code() {
        return ordinal();
    }

    static Optional<ValueType> ofCode(int code) {
        return code >= 0 && code < values().length ? Optional.of(values()[code]) : Optional.empty();
    }

    /** Returns the type with this name in capital letters, as a {@code types.db} has it. */
    static Optional<ValueType> ofName(String name) {
        for (ValueType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
