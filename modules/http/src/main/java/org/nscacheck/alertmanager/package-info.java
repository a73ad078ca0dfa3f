/* SPDX-License-Identifier: Apache-2.0 */
/** Notifications as alerts of Prometheus' Alertmanager. */
@NullMarked
package org.nscacheck.alertmanager;

import org.jspecify.annotations.NullMarked;
