/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.List;
import java.util.Set;
import org.nscacheck.audit.AuditKind;

/**
 * What a file of configuration says.
 *
 * @param all in its order
 * @param kinds of what it speaks, even if it lists none of them: only of these it can lack something
 */
public record DescribedConfiguration(List<Described> all, Set<AuditKind> kinds) {

    public DescribedConfiguration {
        all = List.copyOf(all);
        kinds = Set.copyOf(kinds);
    }
}
