/* SPDX-License-Identifier: Apache-2.0 */
/** Servers, checks and policies as text by field, and back: what the audit trail says of them, and what undoing reads. */
@NullMarked
package org.nscacheck.fields;

import org.jspecify.annotations.NullMarked;
