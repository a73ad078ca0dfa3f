/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.InvalidResultException;
import org.springframework.core.ResolvableType;

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
    static @Nullable ReturnReader of(ResolvableType type, NumberCheck number) {
        Class<?> raw = type.resolve(Object.class);
        if (raw == CheckResult.class) {
            return returned -> (CheckResult) returned;
        }
        if (raw == Status.class) {
            return returned -> returned == null ? null : CheckResult.of((Status) returned, ((Status) returned).name());
        }
        if (raw == Object[].class) {
            return returned -> returned == null ? null : Tuples.read(Arrays.asList((Object[]) returned));
        }
        if (raw == List.class && mayBeTuple(type.getGeneric(0).resolve(Object.class))) {
            return returned -> returned == null ? null : Tuples.read((List<?>) returned);
        }
        if (isVoid(raw)) {
            return returned -> null;
        }
        if (raw == Optional.class && isOfResult(type)) {
            return returned -> returned == null ? null : (CheckResult) ((Optional<?>) returned).orElse(null);
        }
        if (CompletionStage.class.isAssignableFrom(raw) && isOfResult(type.as(CompletionStage.class))) {
            return ReturnReader::await;
        }
        return isNumber(raw) ? number::read : null;
    }

    static boolean isVoid(Class<?> type) {
        return type == void.class || type == Void.class;
    }

    static boolean isNumber(Class<?> type) {
        return Number.class.isAssignableFrom(type)
                || Set.of(int.class, long.class, short.class, byte.class, double.class, float.class)
                        .contains(type);
    }

    /** A list of texts can never hold a return code, nor a list of numbers a message. */
    private static boolean mayBeTuple(Class<?> element) {
        return element.isAssignableFrom(Integer.class) && element.isAssignableFrom(String.class);
    }

    private static boolean isOfResult(ResolvableType type) {
        return type.getGeneric(0).resolve() == CheckResult.class;
    }

    private static @Nullable CheckResult await(@Nullable Object returned) throws Exception {
        if (returned == null) {
            return null;
        }
        CompletableFuture<?> future = ((CompletionStage<?>) returned).toCompletableFuture();
        try {
            return (CheckResult) future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
