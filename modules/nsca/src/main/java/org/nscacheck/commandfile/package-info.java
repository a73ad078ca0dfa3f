/* SPDX-License-Identifier: Apache-2.0 */
/** Nagios on this machine: its command file (a FIFO) and its directory of check results. */
@NullMarked
package org.nscacheck.commandfile;

import org.jspecify.annotations.NullMarked;
