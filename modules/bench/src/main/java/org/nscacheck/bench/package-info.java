/* SPDX-License-Identifier: Apache-2.0 */
/** Benchmarks against real daemons; published nowhere. */
@NullMarked
package org.nscacheck.bench;

import org.jspecify.annotations.NullMarked;
