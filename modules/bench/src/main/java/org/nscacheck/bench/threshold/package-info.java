/* SPDX-License-Identifier: Apache-2.0 */
/** What it costs to judge results by thresholds. */
@NullMarked
package org.nscacheck.bench.threshold;

import org.jspecify.annotations.NullMarked;
