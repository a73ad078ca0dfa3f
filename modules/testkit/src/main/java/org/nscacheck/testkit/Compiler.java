/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** Compiles what a page of the documentation shows. */
public final class Compiler {

    private Compiler() {}

    /** Returns the class of a name without package, compiled from its source into a directory. */
    public static Class<?> compile(String name, String source, Path directory)
            throws IOException, ClassNotFoundException {
        Path file = directory.resolve(name + ".java");
        Files.writeString(file, source);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-parameters",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        directory.toString(),
                        file.toString());
        if (status != 0) {
            throw new IllegalArgumentException(name + " does not compile, see the output of the compiler");
        }
        URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, Compiler.class.getClassLoader());
        return loader.loadClass(name);
    }
}
