/* SPDX-License-Identifier: Apache-2.0 */
/** States that agents push from outside: who may, what becomes of it, and what is said when an agent falls silent. */
@NullMarked
package org.nscacheck.push;

import org.jspecify.annotations.NullMarked;
