/* SPDX-License-Identifier: Apache-2.0 */
/** Threads that repeat a task, survive every failure, and report whether they are alive. */
@NullMarked
package org.nscacheck.loop;

import org.jspecify.annotations.NullMarked;
