/* SPDX-License-Identifier: Apache-2.0 */
/** Judging values against limits. */
@NullMarked
package org.nscacheck.threshold;

import org.jspecify.annotations.NullMarked;
