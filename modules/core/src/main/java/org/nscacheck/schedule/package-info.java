/* SPDX-License-Identifier: Apache-2.0 */
/** When checks run: intervals, cron expressions, time zones and spreading. Pure; no clock is read. */
@NullMarked
package org.nscacheck.schedule;

import org.jspecify.annotations.NullMarked;
