/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.io.IOException;
import java.nio.file.Path;

/** A program that runs a server on a kept directory until its input ends: something a test can kill. */
final class KeptServer {

    private KeptServer() {}

    public static void main(String[] args) throws IOException {
        try {
            TestPostgres postgres =
                    TestPostgres.builder().directory(Path.of(args[0])).start();
            System.out.println("ready " + postgres.database("kept").jdbcUrl());
            System.in.read();
        } catch (PostgresUnavailableException e) {
            System.out.println(e.getMessage());
        }
    }
}
