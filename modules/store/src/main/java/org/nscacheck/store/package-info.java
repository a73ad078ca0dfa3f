/* SPDX-License-Identifier: Apache-2.0 */
/** PostgreSQL behind the ports: Hibernate for configuration, set-based SQL for runs and deliveries. */
@NullMarked
package org.nscacheck.store;

import org.jspecify.annotations.NullMarked;
