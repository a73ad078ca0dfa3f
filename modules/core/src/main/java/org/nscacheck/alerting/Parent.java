/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

/**
 * A check that others depend on, as it is now.
 *
 * @param subject which one
 * @param condition its state
 */
public record Parent(Subject subject, Condition condition) {}
