/* SPDX-License-Identifier: Apache-2.0 */
/** What an application pays for having checks: the same host with and without them, side by side. */
@NullMarked
package org.nscacheck.bench.footprint;

import org.jspecify.annotations.NullMarked;
