/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
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

    /**
     * Returns the path, below the application's own and beginning with a slash, to which a form is sent to sign out whoever sent
     * this request; empty if there is no such button, which is so unless a policy says otherwise.
     */
    default Optional<String> signOut(HttpServletRequest request) {
        return Optional.empty();
    }
}
