/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.util.List;

/**
 * One setting of a kind of server.
 *
 * @param name key in {@link org.nscacheck.server.Server#settings()}, kebab case
 * @param label short text for a form
 * @param help one or two sentences: meaning, unit, range
 * @param defaultValue value used when it is not set, empty for none
 * @param options the only allowed values, in the order of a menu; empty for free text
 * @param bindsSecret whether a stored secret belongs to the value: when it changes, the secret must be typed again. True
 *     unless declared by {@link #freeOfSecret}, so that by default a sender leaks no secret
 */
public record Setting(
        String name, String label, String help, String defaultValue, List<Option> options, boolean bindsSecret) {

    public Setting {
        options = List.copyOf(options);
    }

    public Setting(String name, String label, String help, String defaultValue, List<Option> options) {
        this(name, label, help, defaultValue, options, true);
    }

    /** Returns a setting of free text. */
    public static Setting text(String name, String label, String help, String defaultValue) {
        return new Setting(name, label, help, defaultValue, List.of());
    }

    /** Returns the same for a setting that decides neither where the secret goes nor how well it is protected there. */
    public Setting freeOfSecret() {
        return new Setting(name, label, help, defaultValue, options, false);
    }

    /**
     * One allowed value.
     *
     * @param value what is stored
     * @param label its text in a menu
     */
    public record Option(String value, String label) {}
}
