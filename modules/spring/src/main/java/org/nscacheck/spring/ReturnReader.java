/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Status;
import org.nscacheck.Uom;
import org.nscacheck.check.InvalidResultException;
import org.nscacheck.threshold.Thresholds;

/** Turns what an annotated method returns into a result. Thread-safe. */
@FunctionalInterface
interface ReturnReader {

    /** What may be returned, for messages. */
    String ACCEPTED = "CheckResult, Status, Object[] or List of (rc, message[, perfData]), Optional<CheckResult>,"
            + " CompletionStage<CheckResult>, a number with warn or crit, or void with allowVoid";

    /**
     * @return the result, or null for "nothing to report"
     * @throws InvalidResultException if the value is no result; the message says what came
     */
    @Nullable
    CheckResult read(@Nullable Object returned) throws InvalidResultException, Exception;

    /** Returns the reader for a method's return type, or null if the type is not accepted. */
    static @Nullable ReturnReader of(Method method, NumberCheck number) {
        Class<?> type = method.getReturnType();
        if (type == CheckResult.class) {
            return returned -> (CheckResult) returned;
        }
        if (type == Status.class) {
            return returned -> returned == null ? null : CheckResult.of((Status) returned, ((Status) returned).name());
        }
        if (type == Object[].class) {
            return returned -> returned == null ? null : Tuples.read(List.of(wrap((Object[]) returned)));
        }
        if (type == List.class) {
            return returned -> returned == null ? null : Tuples.read(wrapAll((List<?>) returned));
        }
        if (type == void.class || type == Void.class) {
            return returned -> null;
        }
        if (type == Optional.class && isOfResult(method.getGenericReturnType())) {
            return returned -> returned == null ? null : (CheckResult) ((Optional<?>) returned).orElse(null);
        }
        if (CompletionStage.class.isAssignableFrom(type) && isOfResult(method.getGenericReturnType())) {
            return ReturnReader::await;
        }
        return isNumber(type) ? number::read : null;
    }

    static boolean isNumber(Class<?> type) {
        return Number.class.isAssignableFrom(type)
                || Set.of(int.class, long.class, short.class, byte.class, double.class, float.class)
                        .contains(type);
    }

    private static boolean isOfResult(Type type) {
        return type instanceof ParameterizedType generic && generic.getActualTypeArguments()[0] == CheckResult.class;
    }

    private static @Nullable CheckResult await(@Nullable Object returned) throws Exception {
        if (returned == null) {
            return null;
        }
        try {
            return (CheckResult)
                    ((CompletionStage<?>) returned).toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** A list that may hold null cannot be made by List.of, so each element is wrapped. */
    private static Element[] wrap(Object[] elements) {
        Element[] wrapped = new Element[elements.length];
        for (int i = 0; i < elements.length; i++) {
            wrapped[i] = new Element(elements[i]);
        }
        return wrapped;
    }

    private static List<Element> wrapAll(List<?> elements) {
        return elements.stream().map(Element::new).toList();
    }

    /** One element of a tuple. */
    record Element(@Nullable Object value) {}

    /** The tuple {@code (rc, message[, perfData])} of the Odoo module. Nothing but a true return code is taken for one. */
    final class Tuples {

        private Tuples() {}

        static CheckResult read(List<Element> tuple) throws InvalidResultException {
            if (tuple.size() < 2 || tuple.size() > 3) {
                throw new InvalidResultException("returned a tuple of " + tuple.size()
                        + " elements; expected (rc, message) or (rc, message, perfData)");
            }
            Status status = status(tuple.get(0).value());
            Object message = tuple.get(1).value();
            if (message != null && !(message instanceof CharSequence)) {
                throw new InvalidResultException("returned the message " + describe(message) + "; expected text");
            }
            Object perfData = tuple.size() < 3 ? null : tuple.get(2).value();
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

    /** A returned number with the limits that say what it means. */
    record NumberCheck(
            String label,
            Uom uom,
            Thresholds thresholds,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max) {

        @Nullable
        CheckResult read(@Nullable Object returned) throws InvalidResultException {
            if (returned == null) {
                return null;
            }
            Metric plain;
            try {
                plain = Metric.of(label, (Number) returned);
            } catch (IllegalArgumentException e) {
                throw new InvalidResultException("returned " + returned + ", which is not a finite number");
            }
            Metric metric = new Metric(label, plain.value(), uom, thresholds.warn(), thresholds.crit(), min, max);
            BigDecimal value = Objects.requireNonNull(plain.value());
            Status status = thresholds.judge(value);
            String message = label + " is " + value.toPlainString() + uom.symbol() + limit(status);
            return new CheckResult(status, message, "", PerfData.of(metric));
        }

        private String limit(Status status) {
            Range limit = status == Status.CRITICAL ? thresholds.crit() : thresholds.warn();
            return status == Status.OK || limit == null ? "" : ", which is outside " + limit;
        }
    }
}
