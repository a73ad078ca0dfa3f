/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;

/**
 * All that the history keeps of a run.
 *
 * @param recorded the run
 * @param node the node that its check is for, empty for a check that runs once in the cluster
 * @param slot time slot of the run
 */
public record RunDetail(RecordedRun recorded, String node, Instant slot) {}
