/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.policy;

import java.util.UUID;

/** Identity of a policy, stable over renaming. */
public record PolicyId(UUID value) {

    public static PolicyId random() {
        return new PolicyId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
