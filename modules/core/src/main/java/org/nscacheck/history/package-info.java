/* SPDX-License-Identifier: Apache-2.0 */
/** What is kept of runs and values, and for how long. */
@NullMarked
package org.nscacheck.history;

import org.jspecify.annotations.NullMarked;
