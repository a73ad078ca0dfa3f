/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nscacheck.admin.NotPermittedException;
import org.nscacheck.server.Names;

/**
 * Refuses forms that another site had a browser send, also where the host switched its own protection off. Browsers say
 * where a request comes from in {@code Sec-Fetch-Site} (W3C Fetch Metadata) or, older ones and those that speak plain HTTP to
 * another machine, in {@code Origin} (RFC 6454); what says neither is no browser and carries nobody's cookies.
 *
 * <p>An origin is compared with the address that the framework found for the request, after {@code X-Forwarded-*} where the
 * host trusts them; the header {@code Host} may be one that a proxy wrote.
 */
final class SameOrigin {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");
    /** Not {@link java.net.URI}, which knows no host with an underscore. */
    private static final Pattern ORIGIN = Pattern.compile("(https?)://([^/:@\\[\\]]+|\\[[^\\]]+])(?::(\\d{1,5}))?");

    private SameOrigin() {}

    static void require(HttpServletRequest request) {
        if (READING.contains(request.getMethod())) {
            return;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        if (site != null) {
            if (!OWN.contains(site)) {
                throw new NotPermittedException("the form was sent by another site");
            }
        } else if (origin != null && !isOwn(origin, request)) {
            throw new NotPermittedException("the form was sent by another site: by '"
                    + Names.printable(origin.substring(0, Math.min(origin.length(), 200))) + "', while this is '"
                    + request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort()
                    + "'; if both are the same application, a proxy is between, and server.forward-headers-strategy"
                    + " must be set");
        }
    }

    /** A proxy that ends TLS and says nothing of it makes http of https; the other way round it would be another site. */
    private static boolean isOwn(String origin, HttpServletRequest request) {
        Matcher its = ORIGIN.matcher(origin);
        if (!its.matches() || (its.group(1).equals("http") && request.isSecure())) {
            return false;
        }
        return its.group(2).equalsIgnoreCase(request.getServerName())
                && port(its.group(1), its.group(3) == null ? -1 : Integer.parseInt(its.group(3)))
                        == port(request.getScheme(), request.getServerPort());
    }

    /** Returns the port, 0 for the one by custom. */
    private static int port(String scheme, int port) {
        return port <= 0 || port == (scheme.equals("https") ? 443 : 80) ? 0 : port;
    }
}
