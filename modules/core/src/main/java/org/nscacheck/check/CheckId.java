/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.util.UUID;

/** Identity of a check, stable over renaming. */
public record CheckId(UUID value) {

    public static CheckId random() {
        return new CheckId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
