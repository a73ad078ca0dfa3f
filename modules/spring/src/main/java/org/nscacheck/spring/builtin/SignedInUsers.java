/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.builtin;

/** Counts the people who are signed in to the application; a bean of this type offers a built-in check. Thread-safe. */
@FunctionalInterface
public interface SignedInUsers {

    /** Returns how many people are signed in on this node. */
    long count();
}
