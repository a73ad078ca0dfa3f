/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import org.nscacheck.server.Secret;

/**
 * Who reports. OverC binds the key to the name at the first contact, and takes no other key for that name afterwards.
 *
 * @param name the reporting machine or application, which OverC calls a server
 * @param key what proves that it is the same one
 */
public record Identification(String name, Secret key) {

    /** The answer to a key that is not the one of the first contact, as OverC words it. Goes with HTTP status 403. */
    public static final String WRONG_KEY = "Invalid server key";
}
