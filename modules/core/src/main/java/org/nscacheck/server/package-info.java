/* SPDX-License-Identifier: Apache-2.0 */
/** Monitoring servers: where results are sent. */
@NullMarked
package org.nscacheck.server;

import org.jspecify.annotations.NullMarked;
