/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

/** How packets are protected; of a receiver, what it demands at least. From weak to strong. */
public enum SecurityLevel {
    /** Anybody can read and write them. */
    NONE,
    /** Nobody without the password can write them: HMAC-SHA-256. */
    SIGN,
    /** Nobody without the password can read or write them: AES-256. */
    ENCRYPT
}
