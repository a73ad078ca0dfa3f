/* SPDX-License-Identifier: Apache-2.0 */
/** Who did what: an entry for each change of the configuration, and for each thing that somebody had done by hand. */
@NullMarked
package org.nscacheck.audit;

import org.jspecify.annotations.NullMarked;
