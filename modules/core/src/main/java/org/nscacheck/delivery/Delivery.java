/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import org.nscacheck.sender.Report;

/**
 * A report in the outbox, taken for sending.
 *
 * @param id number in the outbox, growing in the order of creation
 * @param report what is to be sent
 * @param attempts how often it was taken before
 * @param age how long ago the run ended that it is about, on the database's clock
 */
public record Delivery(long id, Report report, int attempts, Duration age) {}
