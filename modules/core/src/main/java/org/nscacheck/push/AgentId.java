/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.util.UUID;

/** Identity of an agent; its name may change. */
public record AgentId(UUID value) {

    /** Returns a new identity. */
    public static AgentId random() {
        return new AgentId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
