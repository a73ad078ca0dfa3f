/* SPDX-License-Identifier: Apache-2.0 */
/** Notifications as JSON over HTTP, to a service of anybody's or to PagerDuty. */
@NullMarked
package org.nscacheck.webhook;

import org.jspecify.annotations.NullMarked;
