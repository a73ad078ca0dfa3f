/* SPDX-License-Identifier: Apache-2.0 */
/** The extension point for wire protocols: reports in, one outcome per report out. */
@NullMarked
package org.nscacheck.sender;

import org.jspecify.annotations.NullMarked;
