/* SPDX-License-Identifier: Apache-2.0 */
/** How fast history is read when there is a lot of it. */
@NullMarked
package org.nscacheck.bench.history;

import org.jspecify.annotations.NullMarked;
