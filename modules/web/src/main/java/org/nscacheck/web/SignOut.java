/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Where people sign out of the application, for the button beside their name. Thread-safe. */
@FunctionalInterface
public interface SignOut {

    /**
     * Returns the path, below the application's own and beginning with a slash, to which a form is sent to sign out whoever sent
     * this request; empty if that person cannot.
     */
    Optional<String> path(HttpServletRequest request);
}
