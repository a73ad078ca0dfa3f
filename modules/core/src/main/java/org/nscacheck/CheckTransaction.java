/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

/** The transaction that the framework opens around a check method. */
public enum CheckTransaction {
    /** None; the method's own {@code @Transactional} applies as usual. */
    NONE,
    /** A read-only transaction that is always rolled back. */
    READ_ONLY,
    /** A transaction that is committed when the method returns and rolled back when it throws. */
    READ_WRITE
}
