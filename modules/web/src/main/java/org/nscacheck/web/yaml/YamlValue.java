/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a file, which knows its line. */
sealed interface YamlValue {

    /** Returns where it begins, from 1. */
    int line();

    /** A text; what YAML would take for a number or a truth value is one too. */
    record Text(String text, int line) implements YamlValue {}

    /** No value: nothing, {@code null} or {@code ~}. */
    record Nothing(int line) implements YamlValue {}

    /** A list. */
    record Items(List<YamlValue> items, int line) implements YamlValue {}

    /** Values by name, in the order of the file. */
    record Fields(Map<String, YamlValue> fields, int line) implements YamlValue {

        static final Fields NONE = new Fields(new LinkedHashMap<>(), 1);
    }
}
