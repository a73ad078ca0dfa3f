/* SPDX-License-Identifier: Apache-2.0 */
/** Notifications as lines of a file. */
@NullMarked
package org.nscacheck.logfile;

import org.jspecify.annotations.NullMarked;
