/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** Compiles what a page of the documentation shows. */
public final class Compiler {

    private Compiler() {}

    /** Returns the class of a name without package, compiled from its source into a directory. */
    public static Class<?> compile(String name, String source, Path directory)
            throws IOException, ClassNotFoundException {
        return compile(Map.of(name + ".java", source), directory).loadClass(name);
    }

    /**
     * Compiles several classes that may use each other.
     *
     * @param sources what each file holds, by its path from the directory of the topmost package
     * @return what loads them
     */
    public static ClassLoader compile(Map<String, String> sources, Path directory) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-parameters", "-cp", System.getProperty("java.class.path"), "-d", directory.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = directory.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalArgumentException(sources.keySet() + " do not compile, see the output of the compiler");
        }
        return new URLClassLoader(new URL[] {directory.toUri().toURL()}, Compiler.class.getClassLoader());
    }
}
