/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A machine or program that pushes states of its services.
 *
 * @param id identity
 * @param number a number that never changes, for clients that know numbers only; 0 before it is stored
 * @param name the name under which it reports, unique
 * @param keyHash what its key is compared with, see {@link PushKeys}; null until the next contact, whose key is taken
 * @param approved whether what it reports is taken
 * @param contact when and from where it reported
 */
public record Agent(
        AgentId id, long number, String name, @Nullable String keyHash, boolean approved, Contact contact) {

    /**
     * When and from where an agent reported.
     *
     * @param address of its latest contact, as the application saw it
     * @param firstAt when it reported for the first time
     * @param lastAt when it reported last
     */
    public record Contact(String address, Instant firstAt, Instant lastAt) {}

    /** Leaves the hash out. */
    @Override
    public String toString() {
        return "agent '" + name + "' " + id + (approved ? "" : ", not approved");
    }
}
