/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.nscacheck.admin.NotPermittedException;

/**
 * Refuses forms that another site had a browser send, also where the host switched its own protection off. Browsers say
 * where a request comes from in {@code Sec-Fetch-Site} (W3C Fetch Metadata) or, older ones, in {@code Origin} (RFC 6454);
 * what says neither is no browser and carries nobody's cookies.
 */
final class SameOrigin {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private SameOrigin() {}

    static void require(HttpServletRequest request) {
        if (READING.contains(request.getMethod())) {
            return;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        boolean own = site != null ? OWN.contains(site) : origin == null || isOwn(origin, request);
        if (!own) {
            throw new NotPermittedException("the form was sent by another site");
        }
    }

    private static boolean isOwn(String origin, HttpServletRequest request) {
        try {
            String authority = URI.create(origin).getAuthority();
            return Objects.equals(authority, request.getHeader("Host"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
