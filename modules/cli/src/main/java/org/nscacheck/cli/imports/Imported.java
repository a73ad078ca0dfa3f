/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.imports;

import java.util.List;

/**
 * What an import has made.
 *
 * @param yaml properties of an application with Spring Boot
 * @param notes what has to be done by hand or was not taken over, a sentence for each
 */
public record Imported(String yaml, List<String> notes) {

    public Imported {
        notes = List.copyOf(notes);
    }
}
