/* SPDX-License-Identifier: Apache-2.0 */
/** The Nagios plugin interface: its text format, and programs that keep to it, as checks. */
@NullMarked
package org.nscacheck.plugin;

import org.jspecify.annotations.NullMarked;
