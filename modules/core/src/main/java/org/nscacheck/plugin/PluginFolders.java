/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.nscacheck.RefusedException;
import org.nscacheck.sender.AllowedPaths;
import org.nscacheck.server.Names;

/**
 * Folders out of which plugins may be run. Both the folder that a plugin is named in and the file that it really is, after all
 * symbolic links, must lie in one of them. Asked before each run, since files change. Immutable; thread-safe.
 */
public final class PluginFolders {

    /**
     * Plugins of usual packages that run what their arguments say: to allow one is to allow any program. They can be run by a
     * command whose arguments are fixed, but not with arguments from a form.
     */
    private static final Set<String> LAUNCHERS = Set.of(
            "negate",
            "urlize",
            "check_by_ssh",
            "check_apt",
            "check_flexlm",
            "check_mailq",
            "check_multi",
            "check_oracle");

    private final String property;
    private final List<Path> folders;
    private final AllowedPaths allowed;

    /**
     * @param property the property to change, for messages
     * @param folders absolute paths; with none, no plugin can be run
     * @throws RefusedException if a path is not absolute
     */
    public PluginFolders(String property, Collection<Path> folders) {
        this.property = property;
        this.folders = List.copyOf(folders);
        this.allowed = new AllowedPaths(property, folders);
    }

    /** Returns whether no plugin can be run at all. */
    public boolean isEmpty() {
        return folders.isEmpty();
    }

    /**
     * Returns the path by which a plugin is started. Of a symbolic link that is the link, because some plugins do what their own
     * name says.
     *
     * @param executable a name, which is looked for in the folders in their order, or an absolute path
     * @throws RefusedException if there is none, or it may not be run; the message says what to do
     */
    public Path find(String executable) {
        if (executable.indexOf('/') < 0 && executable.indexOf('\\') < 0) {
            return judged(named(executable));
        }
        Path path = path(executable);
        if (!path.isAbsolute()) {
            throw new RefusedException(
                    "'" + Names.shortened(executable) + "' is neither the name of a plugin nor an absolute path");
        }
        return judged(path);
    }

    /**
     * The same for a plugin whose arguments a person may choose.
     *
     * @throws RefusedException also if the plugin runs any program that its arguments name
     */
    public Path findForAnyArguments(String executable) {
        Path plugin = find(executable);
        if (LAUNCHERS.contains(lastName(plugin)) || LAUNCHERS.contains(lastName(real(plugin)))) {
            throw new RefusedException("'" + Names.shortened(executable)
                    + "' runs whatever program its arguments name, so it can only be run by a command that is"
                    + " configured with fixed arguments, by properties below nscacheck.plugins.commands");
        }
        return plugin;
    }

    private Path named(String name) {
        Path relative = path(name);
        return folders.stream()
                .map(folder -> folder.resolve(relative))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new RefusedException("there is no plugin '" + Names.shortened(name)
                        + "' in the allowed folders " + folders + "; the property for others is " + property));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new RefusedException("'" + Names.shortened(text) + "' cannot be the name of a file", e);
        }
    }

    private Path judged(Path path) {
        Path real = require(path);
        Path folder = path.getParent();
        if (folder == null || !Files.isRegularFile(real)) {
            throw new RefusedException(printable(path) + " is not a file");
        }
        if (!Files.isExecutable(real)) {
            throw new RefusedException(printable(path) + " cannot be executed by the user of this application");
        }
        return require(folder).resolve(path.getFileName());
    }

    private Path require(Path path) {
        try {
            return allowed.require(path);
        } catch (IOException e) {
            throw new RefusedException(Names.printable(String.valueOf(e.getMessage())), e);
        }
    }

    private static Path real(Path plugin) {
        try {
            return plugin.toRealPath();
        } catch (IOException e) {
            throw new RefusedException(printable(plugin) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String lastName(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String printable(Path path) {
        return Names.shortened(path.toString());
    }

    @Override
    public String toString() {
        return folders.toString();
    }
}
