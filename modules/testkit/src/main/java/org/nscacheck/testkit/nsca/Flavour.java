/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

/** Whose behaviour the fake shows; the two read the same bytes differently. */
public enum Flavour {

    /**
     * The C daemon, nsca 2.10: any number of 4304-byte packets on a connection, or exactly one of 720 bytes that is
     * taken when the client closes. A packet it rejects (version, CRC, and so a wrong password or method) ends the
     * connection before the client does; everything after it is lost. An accepted one leaves the connection open.
     */
    NAGIOS,

    /**
     * The Shinken receiver: reads until the client closes and takes the first packet of what came, so that the others
     * of a batch are lost without a sign. No CRC and no version check, no encryption but none and XOR.
     */
    SHINKEN
}
