/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.RefusedException;

/** Whatever is written for the executable, what is run lies in an allowed folder. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PluginFoldersTest {

    private static final String PROPERTY = "nscacheck.plugins.folders";

    @TempDir
    private Path temporary;

    private Path root;
    private Path allowed;
    private Path outside;
    private PluginFolders folders;

    @BeforeEach
    void prepare() throws Exception {
        root = temporary.toRealPath();
        allowed = Files.createDirectories(root.resolve("plugins"));
        outside = executable(Files.createDirectory(root.resolve("bin")).resolve("evil"));
        executable(allowed.resolve("check_tcp"));
        folders = new PluginFolders(PROPERTY, List.of(allowed));
    }

    private static Path executable(Path file) throws Exception {
        Files.writeString(file, "#!/bin/sh\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void refuses(String executable, String... words) {
        assertThatThrownBy(() -> folders.find(executable))
                .as(executable)
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void findsAPluginByNameAndByPath() throws Exception {
        Path plugin = allowed.resolve("check_tcp");
        Path spaced = executable(
                Files.createDirectory(allowed.resolve("more plugins")).resolve("check it"));

        assertThat(folders.find("check_tcp")).isEqualTo(plugin);
        assertThat(folders.find(plugin.toString())).isEqualTo(plugin);
        assertThat(folders.find(spaced.toString())).isEqualTo(spaced);
        executable(allowed.resolve("check it"));
        assertThat(folders.find("check it")).isEqualTo(allowed.resolve("check it"));
    }

    @Test
    void looksIntoTheFoldersInTheirOrder() throws Exception {
        Path second = Files.createDirectory(root.resolve("second"));
        executable(second.resolve("check_tcp"));
        executable(second.resolve("check_own"));
        PluginFolders both = new PluginFolders(PROPERTY, List.of(allowed, second));

        assertThat(both.find("check_tcp")).isEqualTo(allowed.resolve("check_tcp"));
        assertThat(both.find("check_own")).isEqualTo(second.resolve("check_own"));
    }

    @Test
    void runsALinkWithinTheFoldersUnderItsOwnName() throws Exception {
        Path link = Files.createSymbolicLink(allowed.resolve("check_ftp"), Path.of("check_tcp"));

        assertThat(folders.find("check_ftp")).isEqualTo(link);
        assertThat(folders.find(link.toString())).isEqualTo(link);
    }

    @Test
    void refusesLinksThatLeadOutOfTheFolders() throws Exception {
        Files.createSymbolicLink(allowed.resolve("file"), outside);
        Files.createSymbolicLink(allowed.resolve("folder"), outside.getParent());
        Files.createSymbolicLink(allowed.resolve("relative"), Path.of("../bin/evil"));
        Files.createSymbolicLink(allowed.resolve("chain"), Path.of("relative"));
        Files.createSymbolicLink(allowed.resolve("nowhere"), Path.of("absent"));

        refuses("file", "which leads to " + outside, "is not in an allowed folder", PROPERTY);
        refuses("relative", "is not in an allowed folder");
        refuses("chain", "is not in an allowed folder");
        refuses("nowhere", "there is no plugin 'nowhere'");
        refuses(allowed.resolve("nowhere").toString(), "leads nowhere");
        refuses(allowed.resolve("file").toString(), "is not in an allowed folder");
        refuses(allowed.resolve("folder/evil").toString(), "is not in an allowed folder");
    }

    /** Who may make links elsewhere could turn this one after it was judged. */
    @Test
    void refusesLinksOfOthersIntoTheFolders() throws Exception {
        Path file = Files.createSymbolicLink(outside.resolveSibling("check"), allowed.resolve("check_tcp"));
        Path folder = Files.createSymbolicLink(outside.resolveSibling("plugins"), allowed);

        refuses(file.toString(), outside.getParent() + " is not in an allowed folder");
        assertThat(folders.find(folder.resolve("check_tcp").toString()))
                .as("the folder as it really is")
                .isEqualTo(allowed.resolve("check_tcp"));
    }

    @Test
    void judgesAgainEachTime() throws Exception {
        Path plugin = allowed.resolve("check_tcp");
        folders.find("check_tcp");
        Files.delete(plugin);
        refuses("check_tcp", "there is no plugin 'check_tcp'");
        Files.createSymbolicLink(plugin, outside);
        refuses("check_tcp", "is not in an allowed folder");
        Files.delete(plugin);
        executable(plugin);
        assertThat(folders.find("check_tcp")).isEqualTo(plugin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "../bin/evil",
                "./check_tcp",
                "plugins/check_tcp",
                "check_tcp ",
                " check_tcp",
                "check_tcp\n",
                "check_tcp\n/bin/sh",
                "check_tcp;id",
                "check_tcp -H x",
                "$(id)",
                "/bin/sh",
                "/usr/bin/env",
                "/",
                "//bin/sh",
                "/proc/self/exe",
                "/dev/fd/0",
                "~/evil",
                "C:\\windows\\cmd.exe",
                "\\\\host\\share\\x.exe",
                "check_tcp\0.txt",
                "ALLOWED/../bin/evil",
                "ALLOWED/./check_tcp",
                "ALLOWED//check_tcp/../../bin/evil",
                "ALLOWED",
                "ALLOWED/",
                "ALLOWED/absent",
                "ALLOWED-other/evil",
                "ALLOWED/check_tcp\n",
                "ALLOWED/check_tcp/x"
            })
    void refusesWhatIsNoPluginOfTheFolders(String written) throws Exception {
        executable(Files.createDirectory(root.resolve("plugins-other")).resolve("evil"));
        assertThatThrownBy(() -> folders.find(written.replace("ALLOWED", allowed.toString())))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void refusesWhatCannotBeExecuted() throws Exception {
        Path data = Files.writeString(allowed.resolve("readme"), "#!/bin/sh\n");
        Files.createDirectory(allowed.resolve("folder"));

        refuses("readme", "readme cannot be executed by the user of this application");
        refuses(data.toString(), "cannot be executed");
        refuses(allowed.resolve("folder").toString(), "is not a file");
    }

    @Test
    void letsNobodyChooseTheArgumentsOfAPluginThatRunsThem() throws Exception {
        for (String name : List.of("negate", "urlize", "check_by_ssh", "check_apt")) {
            executable(allowed.resolve(name));
            assertThat(folders.find(name)).isEqualTo(allowed.resolve(name));
            assertThatThrownBy(() -> folders.findForAnyArguments(name))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContainingAll(
                            name, "runs whatever program its arguments name", "nscacheck.plugins.commands");
        }
        Files.createSymbolicLink(allowed.resolve("check_harmless"), Path.of("negate"));
        assertThatThrownBy(() -> folders.findForAnyArguments("check_harmless"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("runs whatever program");
        assertThat(folders.findForAnyArguments("check_tcp")).isEqualTo(allowed.resolve("check_tcp"));
    }

    @Test
    void allowsNothingWithoutFolders() {
        PluginFolders none = new PluginFolders(PROPERTY, List.of());

        assertThat(none.isEmpty()).isTrue();
        for (String executable :
                List.of("check_tcp", allowed.resolve("check_tcp").toString(), "/bin/sh")) {
            assertThatThrownBy(() -> none.find(executable)).isInstanceOf(RefusedException.class);
        }
        assertThatThrownBy(() -> new PluginFolders(PROPERTY, List.of(Path.of("plugins"))))
                .isInstanceOf(RefusedException.class)
                .hasMessage(PROPERTY + ": 'plugins' is not absolute");
    }
}
