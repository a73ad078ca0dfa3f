/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.Optional;
import org.nscacheck.notification.Severity;

/** Severities by their codes in collectd's {@code plugin.h}. */
final class WireSeverity {

    private WireSeverity() {}

    static int code(Severity severity) {
        return switch (severity) {
            case FAILURE -> 1;
            case WARNING -> 2;
            case OKAY -> 4;
        };
    }

    static Optional<Severity> of(long code) {
        for (Severity severity : Severity.values()) {
            if (code(severity) == code) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }

    /** Returns the severity with this name in capital or small letters. */
    static Optional<Severity> named(String name) {
        for (Severity severity : Severity.values()) {
            if (AsciiCase.same(severity.name(), name)) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }
}
