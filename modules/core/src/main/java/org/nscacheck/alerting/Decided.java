/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

/**
 * What was decided about one subject.
 *
 * @param open the subject as it was
 * @param decisions what becomes of it
 */
public record Decided(Open open, Decisions decisions) {}
