/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

/**
 * A subject as a store has it.
 *
 * @param subject which one
 * @param condition its state now
 * @param memory what was remembered at the last look
 */
public record Open(Subject subject, Condition condition, AlertMemory memory) {}
