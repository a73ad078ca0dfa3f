/* SPDX-License-Identifier: Apache-2.0 */
/** A receiving NSCA daemon for tests and for looking at what arrives. */
@NullMarked
package org.nscacheck.cli.receive;

import org.jspecify.annotations.NullMarked;
