/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a case for several things at the same time, because a daemon mostly sleeps. */
final class AtOnce {

    /** What is tried with one of them. */
    @FunctionalInterface
    interface Case<T> {
        void run(T with) throws Exception;
    }

    private AtOnce() {}

    /** Returns when all are through, or throws what the first of them that failed has thrown. */
    static <T> void forEach(int threads, List<T> all, Case<T> each) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> rows = new ArrayList<>();
            for (T one : all) {
                rows.add(pool.submit(() -> {
                    each.run(one);
                    return one;
                }));
            }
            for (Future<?> row : rows) {
                row.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    static <T> void forEach(List<T> all, Case<T> each) throws Exception {
        forEach(all.size(), all, each);
    }
}
