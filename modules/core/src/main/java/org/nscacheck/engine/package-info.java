/* SPDX-License-Identifier: Apache-2.0 */
/** The engines: claim and run what is due, deliver what waits. */
@NullMarked
package org.nscacheck.engine;

import org.jspecify.annotations.NullMarked;
