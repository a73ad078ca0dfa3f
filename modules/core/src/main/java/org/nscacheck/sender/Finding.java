/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

/**
 * What one step of a test of a connection found.
 *
 * @param verdict how the step ended
 * @param words what was found, a sentence without its full stop; never a secret
 * @param advice the one thing to do, a sentence; empty if nothing is to be done
 */
public record Finding(Verdict verdict, String words, String advice) {

    /** How a step ended. */
    public enum Verdict {
        /** As it should be. */
        PASSED,
        /** Nothing speaks against it, but only a person at the other end can tell. */
        UNCONFIRMED,
        /** Not as it should be; the steps behind it make no sense. */
        FAILED
    }

    /** Returns what is as it should be. */
    public static Finding passed(String words) {
        return new Finding(Verdict.PASSED, words, "");
    }

    /** Returns what only a person at the other end can confirm. */
    public static Finding unconfirmed(String words) {
        return new Finding(Verdict.UNCONFIRMED, words, "");
    }

    /** Returns what is wrong, and what to do. */
    public static Finding failed(String words, String advice) {
        return new Finding(Verdict.FAILED, words, advice);
    }

    /** Returns whether the step did not fail. */
    public boolean isGood() {
        return verdict != Verdict.FAILED;
    }
}
