/* SPDX-License-Identifier: Apache-2.0 */
/** Running checks: claim what is due, run it within its time, judge and record what came of it. */
@NullMarked
package org.nscacheck.run;

import org.jspecify.annotations.NullMarked;
