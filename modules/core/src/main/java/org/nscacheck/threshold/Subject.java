/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.Set;

/**
 * The check whose metrics are judged.
 *
 * @param host host name under which it is reported
 * @param check its key
 * @param name its name, which a rule may be about as well: several checks may have one key
 * @param tags its tags
 */
public record Subject(String host, String check, String name, Set<String> tags) {

    public Subject {
        tags = Set.copyOf(tags);
    }

    /** A check that is named by its key. */
    public Subject(String host, String check, Set<String> tags) {
        this(host, check, check, tags);
    }
}
