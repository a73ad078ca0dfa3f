/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

/**
 * What a {@link CollectdReceiver} has got since it was opened.
 *
 * @param packets all packets
 * @param notifications handed to the peer
 * @param values value lists handed to the peer
 * @param problems what was wrong or refused
 */
public record ReceiverCounters(long packets, long notifications, long values, long problems) {}
