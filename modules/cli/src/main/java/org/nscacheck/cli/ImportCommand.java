/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nscacheck.cli.imports.Imported;
import org.nscacheck.cli.imports.OdooImport;
import org.nscacheck.cli.imports.OverCImport;
import org.nscacheck.cli.monitor.MonitorConfigReader;
import org.nscacheck.cli.monitor.MonitorFaults;
import org.nscacheck.cli.monitor.MonitorOptions;
import org.nscacheck.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nscacheck import}: turns the configuration of another system into properties. */
@Command(
        name = "import",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Turns the configuration of another system into properties of an application (YAML), on standard output. What has"
                    + " to be done by hand is listed on standard error.",
            "%nodoo takes what Odoo exports of nsca.server and nsca.check as CSV, one file for each. overc takes the file of"
                    + " overcli monitor, which nscacheck monitor runs as it is, too."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the properties were written; look at the list of what is left to do",
            "1:a file cannot be read, or is none of these",
            "2:a faulty option"
        })
final class ImportCommand implements Callable<Integer> {

    /** What is imported from. */
    enum Source {
        ODOO,
        OVERC
    }

    private final Shell shell;

    @Parameters(index = "0", paramLabel = "SYSTEM", description = "odoo or overc.")
    private Source source = Source.ODOO;

    @Parameters(index = "1", arity = "1..*", paramLabel = "FILE", description = "The exported or configured files.")
    private List<Path> files = List.of();

    ImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Imported imported = source == Source.ODOO ? odoo() : overc();
        shell.out().print(imported.yaml());
        imported.notes().forEach(note -> shell.err().println("to do: " + note));
        return 0;
    }

    private Imported odoo() {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            try {
                texts.add(Files.readString(file, StandardCharsets.UTF_8));
            } catch (NoSuchFileException e) {
                throw new CommandFailedException(file + " does not exist", e);
            } catch (IOException e) {
                throw new CommandFailedException(file + " cannot be read as text in UTF-8: " + e.getMessage(), e);
            }
        }
        try {
            return OdooImport.of(texts);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private Imported overc() {
        if (files.size() != 1) {
            throw new CommandFailedException("overc takes one file at a time");
        }
        MonitorOptions none = new MonitorOptions(null, null, null, List.of(), null, null, Map.of());
        MonitorConfigReader reader = new MonitorConfigReader(files.get(0), none);
        try {
            Imported imported = OverCImport.of(reader.read());
            reader.warnings().forEach(shell.err()::println);
            return imported;
        } catch (MonitorFaults e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }
}
