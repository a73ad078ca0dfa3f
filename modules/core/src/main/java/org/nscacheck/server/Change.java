/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.time.Instant;

/**
 * The latest change of a server or a check.
 *
 * @param by who made it: a person by name, or {@link #APPLICATION}
 * @param at when, by the database's clock
 */
public record Change(String by, Instant at) {

    /** Who makes a change when no person does: properties, annotations, or code of the host. */
    public static final String APPLICATION = "the application";
}
