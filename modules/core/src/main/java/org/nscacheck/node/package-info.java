/* SPDX-License-Identifier: Apache-2.0 */
/** The nodes that share a database: their leases and their per-node checks. */
@NullMarked
package org.nscacheck.node;

import org.jspecify.annotations.NullMarked;
