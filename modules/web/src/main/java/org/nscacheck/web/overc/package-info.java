/* SPDX-License-Identifier: Apache-2.0 */
/** OverC's HTTP interface, so that its agents and scripts report to this application. */
@NullMarked
package org.nscacheck.web.overc;

import org.jspecify.annotations.NullMarked;
