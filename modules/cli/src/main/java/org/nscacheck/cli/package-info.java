/* SPDX-License-Identifier: Apache-2.0 */
/** The command {@code nscacheck}: one class for each of its commands. */
@NullMarked
package org.nscacheck.cli;

import org.jspecify.annotations.NullMarked;
