/* SPDX-License-Identifier: Apache-2.0 */
/** Turns the configuration of other systems into ours, and lists what cannot be. */
@NullMarked
package org.nscacheck.cli.imports;

import org.jspecify.annotations.NullMarked;
