/* SPDX-License-Identifier: Apache-2.0 */
/** The configuration as YAML, in the shape that properties of an application have. */
@NullMarked
package org.nscacheck.web.yaml;

import org.jspecify.annotations.NullMarked;
