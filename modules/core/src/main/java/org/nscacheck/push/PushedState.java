/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.time.Duration;
import org.nscacheck.CheckResult;

/**
 * The state of a service, as an agent pushed it.
 *
 * @param service name of the service at the agent
 * @param result what the agent found out
 * @param period within which the agent promises to report again; more than zero
 */
public record PushedState(String service, CheckResult result, Duration period) {}
