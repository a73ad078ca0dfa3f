/* SPDX-License-Identifier: Apache-2.0 */
/** NSCA: a native client, usable alone, and the {@code send_nsca} program behind the same sender. */
@NullMarked
package org.nscacheck.nsca;

import org.jspecify.annotations.NullMarked;
