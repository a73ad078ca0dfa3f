/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A configuration is faulty; the lines say it as {@code send_nsca} would, where it knows the fault. */
final class ConfigException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> lines;

    /** A configuration file that cannot be read, or has faults. */
    ConfigException(Path file, IOException fault) {
        super(fault);
        boolean unread =
                fault.getCause() instanceof NoSuchFileException || fault instanceof java.nio.file.FileSystemException;
        String first =
                unread ? "Could not open config file '" + file + "' for reading." : String.valueOf(fault.getMessage());
        this.lines = List.of(first, "Error: Config file '" + file + "' contained errors...");
    }

    ConfigException(String fault, Throwable cause) {
        super(fault, cause);
        this.lines = List.of("Error: " + fault);
    }

    List<String> lines() {
        return lines;
    }
}
