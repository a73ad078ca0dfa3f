/* SPDX-License-Identifier: Apache-2.0 */
/** Threads that do something again and again and survive whatever fails: they show that they live. */
@NullMarked
package org.nscacheck.loop;

import org.jspecify.annotations.NullMarked;
