/* SPDX-License-Identifier: Apache-2.0 */
/** Reads configuration files of Python's ConfigParser, such as OverC's. */
@NullMarked
package org.nscacheck.cli.ini;

import org.jspecify.annotations.NullMarked;
