/* SPDX-License-Identifier: Apache-2.0 */
/** A fake OverC server with its own reading of the protocol, and switches for what can go wrong. */
@NullMarked
package org.nscacheck.testkit.overc;

import org.jspecify.annotations.NullMarked;
