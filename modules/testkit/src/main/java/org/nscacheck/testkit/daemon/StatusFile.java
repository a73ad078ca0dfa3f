/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@code status.dat}: blocks of lines, which a core replaces as a whole once a second. */
final class StatusFile {

    private StatusFile() {}

    /** Returns what it holds of each host and service; nothing if it does not exist yet. */
    static List<CoreStatus> read(Path file) {
        List<CoreStatus> statuses = new ArrayList<>();
        Map<String, String> block = new LinkedHashMap<>();
        boolean wanted = false;
        for (String line : lines(file)) {
            String text = line.strip();
            int equals = text.indexOf('=');
            if (text.endsWith("status {")) {
                wanted = text.startsWith("host") || text.startsWith("service");
                block = new LinkedHashMap<>();
            } else if (text.equals("}")) {
                if (wanted && !block.isEmpty()) {
                    statuses.add(CoreStatus.of(block));
                }
                wanted = false;
            } else if (equals > 0) {
                block.put(text.substring(0, equals), text.substring(equals + 1));
            }
        }
        return statuses;
    }

    /** Returns the lines of a file, none if it does not exist. */
    static List<String> lines(Path file) {
        try {
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
