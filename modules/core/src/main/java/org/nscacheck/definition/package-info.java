/* SPDX-License-Identifier: Apache-2.0 */
/** What the monitoring side has to know of the checks, as configuration files of Nagios and of Icinga 2. */
@NullMarked
package org.nscacheck.definition;

import org.jspecify.annotations.NullMarked;
