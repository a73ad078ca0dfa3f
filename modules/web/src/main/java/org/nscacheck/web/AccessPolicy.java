/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import jakarta.servlet.http.HttpServletRequest;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.NotPermittedException;

/** Says who sent a request and what that person may do. Without a policy there are no screens. Thread-safe. */
@FunctionalInterface
public interface AccessPolicy {

    /**
     * Returns the person behind a request.
     *
     * @throws NotPermittedException if this person may not even look
     * @throws RuntimeException of the host's security, to have it ask for a login
     */
    Actor actor(HttpServletRequest request);
}
