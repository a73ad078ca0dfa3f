/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.health;

/** Knows the health indicators of the application. Asked only when all beans are ready, because our own is among them. */
@FunctionalInterface
public interface HealthRegistry {

    /** Returns those that there are now. */
    HealthSources sources();
}
