/* SPDX-License-Identifier: Apache-2.0 */
/** Reads what {@code send_nsca} reads, and says what it says. */
@NullMarked
package org.nscacheck.cli.send;

import org.jspecify.annotations.NullMarked;
