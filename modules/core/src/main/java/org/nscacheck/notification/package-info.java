/* SPDX-License-Identifier: Apache-2.0 */
/** What people are told: a severity, a time, an identity, a text and typed metadata. */
@NullMarked
package org.nscacheck.notification;

import org.jspecify.annotations.NullMarked;
