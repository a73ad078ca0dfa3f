/* SPDX-License-Identifier: Apache-2.0 */
/** The service layer behind screens, API and CLI. */
@NullMarked
package org.nscacheck.admin;

import org.jspecify.annotations.NullMarked;
