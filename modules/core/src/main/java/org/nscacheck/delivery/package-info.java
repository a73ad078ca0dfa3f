/* SPDX-License-Identifier: Apache-2.0 */
/** The outbox: reports that wait for their server, and how they get there. */
@NullMarked
package org.nscacheck.delivery;

import org.jspecify.annotations.NullMarked;
