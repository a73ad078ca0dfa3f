/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.nscacheck.cli.shell.Shell;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes what a package needs beside the jars: a man page for each command, and the completion for bash and zsh. Used by the build. */
public final class PackageFiles {

    private PackageFiles() {}

    /**
     * Writes the files.
     *
     * @param arguments directory, version, and time of the build in ISO 8601
     * @throws IOException if they cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        String date = arguments[2].substring(0, "2026-01-01".length());
        Shell nobody = new Shell(new ByteArrayInputStream(new byte[0]), System.out, System.err, Map.of(), false);
        CommandLine root = Commands.complete(nobody);
        Path man = Files.createDirectories(directory.resolve("man/man1"));
        write(man, root, arguments[1], date);
        for (CommandLine command : root.getSubcommands().values()) {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                write(man, command, arguments[1], date);
            }
        }
        Path completion = Files.createDirectories(directory.resolve("completion"));
        Files.writeString(completion.resolve("nscacheck"), AutoComplete.bash("nscacheck", root));
    }

    private static void write(Path directory, CommandLine command, String version, String date) throws IOException {
        String name = command.getCommandSpec().qualifiedName("-");
        Files.writeString(directory.resolve(name + ".1"), new ManPage(command, version, date).text());
    }
}
