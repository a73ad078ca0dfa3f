/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one transaction has to decide.
 *
 * @param now the store's time
 * @param open the subjects that are due
 * @param parents the checks that were asked for by {@link Decider#parents}, as far as they have a state
 */
public record Look(Instant now, List<Open> open, Map<SubjectKey, Parent> parents) {}
