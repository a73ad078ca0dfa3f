/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.nscacheck.server.Secret;

/**
 * User and password of HTTP's basic authentication (RFC 7617), which a web server in front of OverC may ask for.
 *
 * @param user without a colon
 * @param password may hold anything
 */
public record BasicLogin(String user, Secret password) {

    /** @throws IllegalArgumentException if the user contains a colon, which would end it */
    public BasicLogin {
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("the user '" + user + "' of basic authentication contains a colon");
        }
    }

    /** Returns the value of the header {@code Authorization}. */
    String header() {
        byte[] pair = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
