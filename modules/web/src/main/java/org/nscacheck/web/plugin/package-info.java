/* SPDX-License-Identifier: Apache-2.0 */
/** Checks of this application as Nagios plugins, for monitoring that asks instead of waiting. */
@NullMarked
package org.nscacheck.web.plugin;

import org.jspecify.annotations.NullMarked;
