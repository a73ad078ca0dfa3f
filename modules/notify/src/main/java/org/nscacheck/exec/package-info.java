/* SPDX-License-Identifier: Apache-2.0 */
/** Notifications to programs on this machine. */
@NullMarked
package org.nscacheck.exec;

import org.jspecify.annotations.NullMarked;
