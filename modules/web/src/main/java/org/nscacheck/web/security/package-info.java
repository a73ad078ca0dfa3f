/* SPDX-License-Identifier: Apache-2.0 */
/** Who may use the screens, by Spring Security; the one package that needs it. */
@NullMarked
package org.nscacheck.web.security;

import org.jspecify.annotations.NullMarked;
