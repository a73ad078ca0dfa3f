/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.server.Server;

/**
 * All that can be shown of a server.
 *
 * @param server the server, without its secret
 * @param hasSecret whether a secret is stored
 * @param locked why it cannot be used although it is active (its secret cannot be decrypted), or null
 * @param checks the checks that report to it, inactive ones included
 * @param summary how the way to it is doing
 */
public record ServerView(
        Server server, boolean hasSecret, @Nullable String locked, List<StoredCheck> checks, ServerSummary summary) {

    public ServerView {
        checks = List.copyOf(checks);
    }
}
