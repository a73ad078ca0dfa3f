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
 */
public record Setting(String name, String label, String help, String defaultValue, List<Option> options) {

    public Setting {
        options = List.copyOf(options);
    }

    /** Returns a setting of free text. */
    public static Setting text(String name, String label, String help, String defaultValue) {
        return new Setting(name, label, help, defaultValue, List.of());
    }

    /**
     * One allowed value.
     *
     * @param value what is stored
     * @param label what a person reads
     */
    public record Option(String value, String label) {}
}
