/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.ini;

/** A line of a configuration file cannot be read. */
public final class IniException extends RuntimeException {

    private static final long serialVersionUID = 1;

    IniException(int line, String fault) {
        super("line " + line + ": " + fault);
    }
}
