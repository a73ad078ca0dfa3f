/* SPDX-License-Identifier: Apache-2.0 */
/** What an application imports to write checks: the annotation, the result and its values. */
@NullMarked
package org.nscacheck;

import org.jspecify.annotations.NullMarked;
