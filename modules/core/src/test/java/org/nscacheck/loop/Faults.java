/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.loop;

import java.lang.reflect.Proxy;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a node's own process may suffer from, one fault after another. Thread-safe. */
public final class Faults {

    private final Deque<Throwable> next = new ConcurrentLinkedDeque<>();
    private final AtomicInteger survived = new AtomicInteger();

    public static Throwable fullHeap() {
        return new OutOfMemoryError("Java heap space");
    }

    public static Throwable noThread() {
        return new OutOfMemoryError("unable to create native thread");
    }

    public static Throwable linkage() {
        return new NoClassDefFoundError("org/nscacheck/Gone");
    }

    public Faults then(Throwable... faults) {
        next.addAll(List.of(faults));
        return this;
    }

    /** Suffers the next fault, or counts as work that was done. */
    public void work() {
        @Nullable Throwable fault = next.poll();
        if (fault instanceof Error error) {
            throw error;
        } else if (fault instanceof RuntimeException exception) {
            throw exception;
        }
        survived.incrementAndGet();
    }

    /** Returns how often work was done after all. */
    public int survived() {
        return survived.get();
    }

    /** Returns an executor whose next threads cannot be started. */
    public Executor before(Executor threads) {
        return task -> {
            work();
            threads.execute(task);
        };
    }

    /** Returns an object that suffers at one of its methods before it does what the other does. */
    public <T> T at(Class<T> type, String method, T otherwise) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> {
            if (called.getName().equals(method)) {
                work();
            }
            return called.invoke(otherwise, args);
        }));
    }

    /** Returns an object that does nothing, and returns what a new one would. */
    public static <T> T idle(Class<T> type, Object... answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> {
            Class<?> wanted = called.getReturnType();
            for (Object answer : answers) {
                if (wanted.isInstance(answer)) {
                    return answer;
                }
            }
            if (wanted == boolean.class) {
                return false;
            }
            return wanted == int.class ? (Object) 0 : null;
        }));
    }
}
