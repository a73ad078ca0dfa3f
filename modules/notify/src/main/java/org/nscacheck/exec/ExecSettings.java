/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.exec;

import java.time.Duration;
import java.util.List;
import org.nscacheck.RefusedException;
import org.nscacheck.plugin.CommandWords;
import org.nscacheck.plugin.PluginFolders;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Server;

/**
 * The settings of one server of the kind {@code exec}.
 *
 * @param program name or absolute path
 * @param arguments what it is called with
 * @param format what it reads
 * @param timeout how long it may take for one notification
 */
record ExecSettings(String program, List<String> arguments, ExecFormat format, Duration timeout) {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    static final List<Setting> SETTINGS = List.of(
            Setting.text(
                    "program",
                    "Program",
                    "Name or absolute path, in a folder that plugins may be run out of. Address and port of the server are not"
                            + " used.",
                    ""),
            Setting.text(
                    "arguments",
                    "Arguments",
                    "Separated by blanks; quotes keep an argument with blanks together. No shell reads them.",
                    ""),
            new Setting(
                    "format",
                    "Input",
                    "What the program reads from its standard input.",
                    "collectd",
                    List.of(
                            new Setting.Option("collectd", "headers, an empty line, the text (collectd)"),
                            new Setting.Option("overc", "two lines of text (OverC)"))),
            Setting.text("timeout", "Timeout", "Time for each notification, 1s to 5m; then it is killed.", "10s"));

    /** Reads the settings; each fault is added to the list, and something harmless stands in for what could not be read. */
    static ExecSettings read(Server server, PluginFolders folders, List<String> faults) {
        SettingValues values = new SettingValues(server, SETTINGS, faults);
        String program = values.text("program").strip();
        Duration timeout = values.duration("timeout", Duration.ofSeconds(1));
        if (timeout.compareTo(LONGEST) > 0) {
            faults.add("timeout '" + values.text("timeout") + "' is longer than 5m");
        }
        try {
            folders.findForAnyArguments(program);
        } catch (RefusedException e) {
            faults.add("program: " + e.getMessage());
        }
        return new ExecSettings(program, arguments(values, faults), values.choice("format", ExecFormat.class), timeout);
    }

    private static List<String> arguments(SettingValues values, List<String> faults) {
        try {
            List<String> words = CommandWords.of(values.text("arguments"));
            if (words.stream().noneMatch(word -> word.indexOf('\0') >= 0)) {
                return words;
            }
            faults.add("arguments contain NUL, which no program can be given");
        } catch (RefusedException e) {
            faults.add("arguments: " + e.getMessage());
        }
        return List.of();
    }
}
