/* SPDX-License-Identifier: Apache-2.0 */
/** Screens for servers and checks inside the host application. */
@NullMarked
package org.nscacheck.web;

import org.jspecify.annotations.NullMarked;
