/* SPDX-License-Identifier: Apache-2.0 */
/** The service layer behind screens and endpoint: reads, changes, and who may do either. */
@NullMarked
package org.nscacheck.admin;

import org.jspecify.annotations.NullMarked;
