/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.util.UUID;

/** A number that depends on a subject alone: the same on all nodes and after a restart. */
final class Jitter {

    private Jitter() {}

    /** Finalizer of MurmurHash3: ids that are made of names have little variety in some bits. */
    static long of(SubjectKey subject) {
        UUID id = subject.check().value();
        long h = id.getMostSignificantBits()
                ^ Long.rotateLeft(id.getLeastSignificantBits(), 32)
                ^ ((long) subject.node().hashCode() << 16);
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
