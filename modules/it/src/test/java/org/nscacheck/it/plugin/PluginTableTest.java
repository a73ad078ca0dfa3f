/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.daemon.Programs;

/** The packages may grow. */
class PluginTableTest {

    @TempDir
    private Path directory;

    @Test
    void missesNoPluginOfThePackages() throws Exception {
        Path plugins = Programs.require("check_snmp").getParent();
        Process dpkg = new ProcessBuilder(
                        Programs.require("dpkg").toString(),
                        "-L",
                        "monitoring-plugins-basic",
                        "monitoring-plugins-standard")
                .redirectErrorStream(true)
                .start();
        List<String> files = new String(dpkg.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(plugins + "/"))
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .filter(file -> !PluginTable.NO_PLUGINS.contains(file))
                .toList();
        assertThat(dpkg.waitFor()).isZero();
        assertThat(files).hasSizeGreaterThan(60);

        try (LoopbackServices services = new LoopbackServices();
                TestDatabase database = TestPostgres.shared().newDatabase()) {
            assertThat(PluginTable.of(plugins, services, database, directory))
                    .extracting(PluginTable.Row::plugin)
                    .doesNotHaveDuplicates()
                    .containsAll(files);
        }
    }
}
