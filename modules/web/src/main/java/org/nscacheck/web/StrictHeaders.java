/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import jakarta.servlet.http.HttpServletResponse;

/** Headers of every page: nothing inline, nothing from elsewhere, kept nowhere. */
final class StrictHeaders {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

    /** Tells the script that an answer is a page of ours, and not the login or the proxy's page for an outage. */
    static final String OURS = "Nscacheck-Screen";

    private StrictHeaders() {}

    static void set(HttpServletResponse response) {
        response.setHeader(OURS, "true");
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
    }
}
