/* SPDX-License-Identifier: Apache-2.0 */
/** Tokens with which programs use the REST API: what each may do, until when, and when it was used. */
@NullMarked
package org.nscacheck.token;

import org.jspecify.annotations.NullMarked;
