/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nscacheck.alertmanager.AlertmanagerNotifierFactory;
import org.nscacheck.exec.ExecNotifierFactory;
import org.nscacheck.logfile.LogFileNotifierFactory;
import org.nscacheck.mail.MailNotifierFactory;
import org.nscacheck.nagios.CommandNotifierFactory;
import org.nscacheck.plugin.PluginFolders;
import org.nscacheck.plugin.PluginRunner;
import org.nscacheck.sender.NotifierFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.syslog.SyslogNotifierFactory;
import org.nscacheck.webhook.WebhookNotifierFactory;

/** The page docs/notifiers.md has each kind of notifier, and of each the settings that it has, in their order. */
class NotifiersPageTest {

    private static final Path PAGE = Path.of(System.getProperty("nscacheck.root", "../.."), "docs", "notifiers.md");

    static List<NotifierFactory<?>> factories() {
        return List.of(
                new MailNotifierFactory(),
                new ExecNotifierFactory(
                        new PluginFolders("nscacheck.plugins.folders", List.of()), PluginRunner.Settings.USUAL),
                new WebhookNotifierFactory(),
                new AlertmanagerNotifierFactory(),
                new SyslogNotifierFactory(),
                new LogFileNotifierFactory(SenderLimits.USUAL),
                new CommandNotifierFactory());
    }

    @ParameterizedTest
    @MethodSource("factories")
    void listsTheSettingsOfEachKind(NotifierFactory<?> factory) throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("\n## " + factory.kind() + "\n");
        assertThat(begin).as(factory.kind()).isPositive();
        int end = page.indexOf("\n## ", begin + 1);
        String section = page.substring(begin, end < 0 ? page.length() : end);

        List<String> rows = section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("`")[1])
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        factory.settings().stream().map(Setting::name).toList());
        assertThat(factory.settings())
                .filteredOn(setting -> setting.defaultValue().length() < 40)
                .allSatisfy(setting -> assertThat(section)
                        .contains("| `" + setting.name() + "` | "
                                + (setting.defaultValue().isEmpty() ? "|" : "`" + setting.defaultValue() + "` |")));
    }
}
