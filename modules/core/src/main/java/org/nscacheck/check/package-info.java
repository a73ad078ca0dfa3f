/* SPDX-License-Identifier: Apache-2.0 */
/** Checks: code that can be called, how it is configured, and what came of a run. */
@NullMarked
package org.nscacheck.check;

import org.jspecify.annotations.NullMarked;
