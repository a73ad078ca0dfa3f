/* SPDX-License-Identifier: Apache-2.0 */
/** All stores of an engine without a database: for one process, for the command line and for tests. */
@NullMarked
package org.nscacheck.inmemory;

import org.jspecify.annotations.NullMarked;
