/* SPDX-License-Identifier: Apache-2.0 */
/** Runs the plugins of a configuration file of OverC, and sends what they say. */
@NullMarked
package org.nscacheck.cli.monitor;

import org.jspecify.annotations.NullMarked;
