/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.Set;
import org.nscacheck.check.CheckKey;

/**
 * The check whose metrics are judged.
 *
 * @param host host name under which it is reported
 * @param check its key
 * @param tags its tags
 */
public record Subject(String host, String check, Set<String> tags) {

    public Subject {
        tags = Set.copyOf(tags);
    }

    public Subject(String host, CheckKey check, Set<String> tags) {
        this(host, check.value(), tags);
    }
}
