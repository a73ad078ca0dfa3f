/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

/**
 * What holds for everybody who is told something. It comes with the application and is the same on all nodes.
 *
 * @param digest when many words become one message
 * @param heartbeatFirst whether all checks depend on the heartbeat, if that is active ({@link Dependency#onHeartbeat})
 */
public record AlertSettings(DigestLimits digest, boolean heartbeatFirst) {

    /** The usual ones: {@link DigestLimits#DEFAULT}, and all depend on the heartbeat. */
    public static final AlertSettings DEFAULT = new AlertSettings(DigestLimits.DEFAULT, true);
}
