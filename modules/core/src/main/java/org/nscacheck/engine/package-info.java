/* SPDX-License-Identifier: Apache-2.0 */
/** The whole: all rooms put together. */
@NullMarked
package org.nscacheck.engine;

import org.jspecify.annotations.NullMarked;
