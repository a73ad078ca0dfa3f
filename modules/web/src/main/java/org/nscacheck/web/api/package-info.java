/* SPDX-License-Identifier: Apache-2.0 */
/** The REST API below {@code /api/v1}: the services of the screens for programs, with tokens. */
@NullMarked
package org.nscacheck.web.api;

import org.jspecify.annotations.NullMarked;
