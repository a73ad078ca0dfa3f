/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * The programs of other projects that tests run against.
 *
 * <p>A test that needs one calls {@link #require}. Where the program is absent the test is then shown as skipped, with
 * the reason; with {@code -Dnscacheck.require-programs=true}, which a build server sets, it fails instead.
 */
public final class Programs {

    /** If {@code true}, an absent program fails a test instead of skipping it. */
    public static final String REQUIRE_PROPERTY = "nscacheck.require-programs";

    /** System daemons lie in directories that an ordinary user's PATH leaves out. */
    private static final List<String> DIRECTORIES = List.of(
            "/usr/local/sbin",
            "/usr/local/bin",
            "/usr/sbin",
            "/usr/bin",
            "/sbin",
            "/usr/lib/nagios/plugins",
            "/usr/lib64/nagios/plugins");

    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("nsca", "nsca"),
            Map.entry("send_nsca", "nsca-client"),
            Map.entry("nagios4", "nagios4-core"),
            Map.entry("icinga2", "icinga2-bin"),
            Map.entry("nsca-ng", "nsca-ng-server"),
            Map.entry("chromium", "chromium"),
            Map.entry("node", "nodejs"),
            Map.entry("mkfifo", "coreutils"),
            Map.entry("pgbouncer", "pgbouncer"),
            Map.entry("collectd", "collectd-core"),
            Map.entry("prometheus-alertmanager", "prometheus-alertmanager"),
            Map.entry("rsyslogd", "rsyslog (with rsyslog-openssl)"));

    private static final String PLUGINS = "monitoring-plugins-basic or monitoring-plugins-standard";

    private Programs() {}

    /** Returns where a program lies, if it is installed: in PATH, or where daemons and plugins usually are. */
    public static Optional<Path> find(String program) {
        List<String> directories = new ArrayList<>(
                List.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator))));
        directories.addAll(DIRECTORIES);
        return directories.stream()
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst();
    }

    /**
     * Returns where a program lies, or ends the calling test.
     *
     * @throws org.opentest4j.TestAbortedException if it is absent: JUnit shows the test as skipped
     * @throws AssertionError if it is absent and {@value #REQUIRE_PROPERTY} is set
     */
    public static Path require(String program) {
        Optional<Path> found = find(program);
        if (found.isEmpty()) {
            absent(program);
        }
        return found.orElseThrow();
    }

    private static void absent(String program) {
        String reason = program + " is not installed; Debian has it in package "
                + PACKAGES.getOrDefault(program, program.startsWith("check_") ? PLUGINS : program);
        if (Boolean.getBoolean(REQUIRE_PROPERTY)) {
            throw new AssertionError(reason + " (" + REQUIRE_PROPERTY + " is set)");
        }
        Assumptions.abort(reason);
    }
}
