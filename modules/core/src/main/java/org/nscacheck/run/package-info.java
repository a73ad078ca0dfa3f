/* SPDX-License-Identifier: Apache-2.0 */
/** Running checks: claim due checks, run them within their time limits, judge and record the results. */
@NullMarked
package org.nscacheck.run;

import org.jspecify.annotations.NullMarked;
