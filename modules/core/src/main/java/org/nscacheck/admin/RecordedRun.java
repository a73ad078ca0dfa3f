/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import org.nscacheck.check.CheckRun;

/**
 * A run in the history.
 *
 * @param number counts the claims of the check
 * @param forced whether a person asked for it
 * @param ranOn the process that ran it
 * @param run what happened
 */
public record RecordedRun(long number, boolean forced, String ranOn, CheckRun run) {}
