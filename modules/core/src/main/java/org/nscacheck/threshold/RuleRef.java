/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.UUID;

/**
 * A rule as a verdict names it.
 *
 * @param id never changes
 * @param name for people; empty if the rule is gone
 */
public record RuleRef(UUID id, String name) {}
