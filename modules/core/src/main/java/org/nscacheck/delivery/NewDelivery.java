/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import org.nscacheck.sender.Report;
import org.nscacheck.server.ServerId;

/**
 * A report to be put into the outbox.
 *
 * @param server who is to be told
 * @param report what
 */
public record NewDelivery(ServerId server, Report report) {}
