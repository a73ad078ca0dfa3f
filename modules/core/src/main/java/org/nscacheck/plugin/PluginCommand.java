/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;

/**
 * A plugin and what it is called with. Each argument reaches it as it stands here: no shell reads it, nothing is split.
 *
 * @param executable absolute path; its last name is what the plugin sees as its own, which decides what {@code check_ftp}, a
 *     link to {@code check_tcp}, checks
 * @param arguments in their order, without the name of the plugin
 * @param charset what the plugin writes, or null: UTF-8, and windows-1252 where the output is not valid UTF-8
 */
public record PluginCommand(
        Path executable, List<String> arguments, @Nullable Charset charset) {

    /** @throws RefusedException if the path is not absolute, or an argument contains NUL, which no program can be given */
    public PluginCommand {
        arguments = List.copyOf(arguments);
        if (!executable.isAbsolute()) {
            throw new RefusedException("the plugin '" + executable + "' is not an absolute path");
        }
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).indexOf('\0') >= 0) {
                throw new RefusedException("argument " + (i + 1) + " contains NUL, which no program can be given");
            }
        }
    }

    /** Returns a command whose output is UTF-8, or windows-1252 where it is not valid UTF-8. */
    public static PluginCommand of(Path executable, String... arguments) {
        return new PluginCommand(executable, List.of(arguments), null);
    }
}
