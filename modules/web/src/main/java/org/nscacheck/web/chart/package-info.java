/* SPDX-License-Identifier: Apache-2.0 */
/** Charts of measured values: from numbers to the coordinates and words of a picture. Pure; the markup is in the templates. */
@NullMarked
package org.nscacheck.web.chart;

import org.jspecify.annotations.NullMarked;
