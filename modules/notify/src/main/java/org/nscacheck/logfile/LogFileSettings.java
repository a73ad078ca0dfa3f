/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.logfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.nscacheck.sender.AllowedPaths;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Server;

/**
 * The settings of one server of the kind {@code log-file}.
 *
 * @param path where the file lies
 * @param allowed where it may lie
 * @param format how its lines look
 */
record LogFileSettings(Path path, AllowedPaths allowed, LineFormat format) {

    static final List<Setting> SETTINGS = List.of(
            Setting.text(
                            "path",
                            "File",
                            "Absolute path in an allowed folder, which must exist; the file is made if it does not.",
                            "")
                    .freeOfSecret(),
            new Setting(
                            "format",
                            "Lines",
                            "One for each notification.",
                            "text",
                            List.of(new Setting.Option("text", "text"), new Setting.Option("json", "JSON")))
                    .freeOfSecret());

    /** Reads the settings; each fault is added to the list, and something harmless stands in for what could not be read. */
    static LogFileSettings read(Server server, AllowedPaths allowed, List<String> faults) {
        SettingValues values = new SettingValues(server, SETTINGS, faults);
        Path path = path(values.text("path").strip(), faults);
        LogFileSettings settings = new LogFileSettings(path, allowed, values.choice("format", LineFormat.class));
        if (path.isAbsolute()) {
            try {
                settings.require();
            } catch (IOException e) {
                faults.add("path: " + e.getMessage());
            }
        }
        return settings;
    }

    private static Path path(String text, List<String> faults) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
            faults.add("path '" + text + "' is not absolute");
        } catch (InvalidPathException e) {
            faults.add("path: " + e.getMessage());
        }
        return Path.of("");
    }

    /**
     * Returns where the file really is. Asked before each use, since links change.
     *
     * @throws IOException if it may not be there, or is something else than a file
     */
    Path require() throws IOException {
        Path real = allowed.require(path);
        if (Files.exists(real, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path + " is not a file that lines can be added to");
        }
        return real;
    }
}
