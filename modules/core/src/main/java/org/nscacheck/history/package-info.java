/* SPDX-License-Identifier: Apache-2.0 */
/** Retention of runs and values. */
@NullMarked
package org.nscacheck.history;

import org.jspecify.annotations.NullMarked;
