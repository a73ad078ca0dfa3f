/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Remembers for a moment what was just done, so that a link alone cannot make a page say "Deleted.". A cookie needs no session, and any
 * node can read it.
 */
final class DoneCookie {

    private static final String NAME = "nscacheck-done";
    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final Pattern DONE = Pattern.compile("[?&]done=([a-z-]+)");

    /** Where a person comes to by a link of ours after the login. */
    private static final String SIGNED_IN = "signed-in";

    private DoneCookie() {}

    /** Notes what the address of a redirect says was done. */
    static void set(String address, HttpServletRequest request, HttpServletResponse response) {
        Matcher done = DONE.matcher(address);
        if (done.find()) {
            ResponseCookie cookie = ResponseCookie.from(NAME, done.group(1))
                    .path("/")
                    .httpOnly(true)
                    .secure(request.isSecure())
                    .sameSite("Strict")
                    .maxAge(LIFE)
                    .build();
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        }
    }

    /** Returns what was done, or null if the address says so and nothing was. */
    static @Nullable String confirmed(@Nullable String done, HttpServletRequest request) {
        if (done == null || done.equals(SIGNED_IN)) {
            return done;
        }
        Cookie[] cookies = Optional.ofNullable(request.getCookies()).orElseGet(() -> new Cookie[0]);
        return Arrays.stream(cookies)
                        .anyMatch(cookie -> cookie.getName().equals(NAME) && done.equals(cookie.getValue()))
                ? done
                : null;
    }
}
