/* SPDX-License-Identifier: Apache-2.0 */
/** How fast and how punctually checks are started, beside other schedulers on the same database. */
@NullMarked
package org.nscacheck.bench.schedule;

import org.jspecify.annotations.NullMarked;
