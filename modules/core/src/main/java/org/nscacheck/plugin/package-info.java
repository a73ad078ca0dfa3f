/* SPDX-License-Identifier: Apache-2.0 */
/** The text format of the Nagios plugin interface. */
@NullMarked
package org.nscacheck.plugin;

import org.jspecify.annotations.NullMarked;
