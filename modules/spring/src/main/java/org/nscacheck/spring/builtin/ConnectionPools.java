/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.builtin;

import java.util.List;

/** Looks at the application's database connection pools; a bean of this type offers a built-in check. Thread-safe. */
@FunctionalInterface
public interface ConnectionPools {

    /** Returns how full each pool is. */
    List<Usage> usage();

    /**
     * One pool.
     *
     * @param name name of the pool
     * @param active connections in use
     * @param idle connections open and not in use
     * @param waiting threads that wait for a connection
     * @param max the most connections it opens
     */
    record Usage(String name, int active, int idle, int waiting, int max) {}
}
