/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.util.UUID;

/** Identity of a server, stable over renaming. */
public record ServerId(UUID value) {

    public static ServerId random() {
        return new ServerId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
