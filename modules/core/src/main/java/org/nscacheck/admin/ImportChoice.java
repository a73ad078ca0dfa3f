/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.Map;
import java.util.Set;
import org.nscacheck.server.Secret;

/**
 * What a person chose of a preview.
 *
 * @param keys of the items that are to be done, see {@link ImportItem#key()}
 * @param secrets of new servers, by their keys
 * @param basis that of the preview
 */
public record ImportChoice(Set<String> keys, Map<String, Secret> secrets, String basis) {

    public ImportChoice {
        keys = Set.copyOf(keys);
        secrets = Map.copyOf(secrets);
    }
}
