/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Who is told what, and when. For each subject there is a confirmed state, for each recipient what it was told last; {@link
 * org.nscacheck.alerting.Alerting} compares the two and says what to send, what to hold and why, and when to look again. Nothing is
 * triggered by a change that could be missed: whatever differs is told as soon as no rule holds it.
 */
@NullMarked
package org.nscacheck.alerting;

import org.jspecify.annotations.NullMarked;
