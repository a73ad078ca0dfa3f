/* SPDX-License-Identifier: Apache-2.0 */
/** The outbox: reports that wait for their server, and their delivery. */
@NullMarked
package org.nscacheck.delivery;

import org.jspecify.annotations.NullMarked;
