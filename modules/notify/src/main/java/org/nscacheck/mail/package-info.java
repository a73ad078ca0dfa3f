/* SPDX-License-Identifier: Apache-2.0 */
/** Notifications by mail, over SMTP. */
@NullMarked
package org.nscacheck.mail;

import org.jspecify.annotations.NullMarked;
