/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

/** The parts of a packet, by their codes in collectd's {@code network.h}. */
final class PartType {

    static final int HOST = 0x0000;
    /** Seconds since 1970; old, read only. */
    static final int TIME = 0x0001;

    static final int PLUGIN = 0x0002;
    static final int PLUGIN_INSTANCE = 0x0003;
    static final int TYPE = 0x0004;
    static final int TYPE_INSTANCE = 0x0005;
    static final int VALUES = 0x0006;
    /** Seconds; old, read only. */
    static final int INTERVAL = 0x0007;
    /** In 2^-30 seconds, see {@link CdTime}. */
    static final int TIME_HR = 0x0008;

    static final int INTERVAL_HR = 0x0009;
    static final int MESSAGE = 0x0100;
    static final int SEVERITY = 0x0101;
    static final int SIGNED = 0x0200;
    static final int ENCRYPTED = 0x0210;

    private PartType() {}
}
