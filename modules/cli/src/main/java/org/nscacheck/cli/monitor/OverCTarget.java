/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import org.nscacheck.overc.Identification;
import org.nscacheck.overc.OverCClientSettings;

/**
 * An OverC server, and who we are to it.
 *
 * @param settings where it is
 * @param identification our name and key
 */
public record OverCTarget(OverCClientSettings settings, Identification identification) {}
