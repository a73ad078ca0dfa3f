/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nscacheck.cli.ini.IniFile;
import org.nscacheck.server.Names;

/** Reads the values of a section; what is wrong with one is added to the faults, what has no meaning to the warnings. */
final class SectionValues {

    private final Path file;
    private final IniFile.Section section;
    private final List<String> faults;
    private final List<String> warnings;

    SectionValues(Path file, IniFile.Section section, List<String> faults, List<String> warnings) {
        this.file = file;
        this.section = section;
        this.faults = faults;
        this.warnings = warnings;
    }

    /** Names the keys that are not among these. */
    void warnOfOthers(Set<String> known) {
        for (IniFile.Entry entry : section.entries()) {
            if (!known.contains(entry.key())) {
                warnings.add(file + ", line " + entry.line() + ": unknown key '" + entry.key() + "' in ["
                        + section.name() + "], left alone; known are "
                        + String.join(", ", Names.nearestFirst(entry.key(), known)));
            }
        }
    }

    void fault(String fault) {
        faults.add(file + ", line " + section.line() + ": [" + section.name() + "]: " + fault);
    }

    /** Returns the value, or null after a fault was added. */
    <T> @Nullable T required(String key, Function<String, T> read) {
        Optional<String> text = section.value(key);
        if (text.isEmpty()) {
            fault(key + " is missing");
            return null;
        }
        return read(key, text.get(), read);
    }

    /** Returns the value or what stands for it; that one also after a fault was added. */
    <T> T value(String key, Function<String, T> read, T otherwise) {
        T value = section.value(key).map(text -> read(key, text, read)).orElse(null);
        return value == null ? otherwise : value;
    }

    private <T> @Nullable T read(String key, String text, Function<String, T> read) {
        try {
            return read.apply(text);
        } catch (NumberFormatException e) {
            fault(key + " '" + Names.shortened(text) + "' is not a number");
        } catch (IllegalArgumentException e) {
            fault(key + ": " + e.getMessage());
        }
        return null;
    }
}
