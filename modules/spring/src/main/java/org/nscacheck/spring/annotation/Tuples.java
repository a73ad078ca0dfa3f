/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.check.InvalidResultException;

/** The tuple {@code (rc, message[, perfData])} of the Odoo module. Nothing but a true return code is taken for one. */
final class Tuples {

    private Tuples() {}

    static CheckResult read(List<? extends @Nullable Object> tuple) throws InvalidResultException {
        if (tuple.size() < 2 || tuple.size() > 3) {
            throw new InvalidResultException("returned a tuple of " + tuple.size()
                    + " elements; expected (rc, message) or (rc, message, perfData)");
        }
        Status status = status(tuple.get(0));
        Object message = tuple.get(1);
        if (message != null && !(message instanceof CharSequence)) {
            throw new InvalidResultException("returned the message " + describe(message) + "; expected text");
        }
        Object perfData = tuple.size() < 3 ? null : tuple.get(2);
        if (perfData != null && !(perfData instanceof Map<?, ?>)) {
            throw new InvalidResultException(
                    "returned the performance data " + describe(perfData) + "; expected a map of label to value");
        }
        return new CheckResult(
                status, message == null ? "" : message.toString(), "", PerfData.of((Map<?, ?>) perfData));
    }

    private static Status status(@Nullable Object rc) throws InvalidResultException {
        if (rc instanceof Status status) {
            return status;
        }
        if (rc instanceof Integer || rc instanceof Long || rc instanceof Short || rc instanceof Byte) {
            return Status.ofCode(((Number) rc).longValue())
                    .orElseThrow(() -> new InvalidResultException(
                            "returned the invalid return code " + rc + "; expected 0, 1, 2 or 3"));
        }
        throw new InvalidResultException(
                "returned the invalid return code " + describe(rc) + "; expected 0, 1, 2 or 3");
    }

    private static String describe(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        return value instanceof CharSequence || value instanceof Boolean || value instanceof Number
                ? "'" + value + "' (" + value.getClass().getSimpleName() + ")"
                : "of class " + value.getClass().getName();
    }
}
