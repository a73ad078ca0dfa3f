/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.cli.shell.Shell;
import org.nscacheck.overc.AlertsPost;
import org.nscacheck.overc.Identification;
import org.nscacheck.overc.OverCAnswer;
import org.nscacheck.overc.OverCClient;
import org.nscacheck.sender.Deadline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nscacheck alert}: raises an alert at OverC. */
@Command(
        name = "alert",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Raises an alert at an OverC server.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:OverC has taken it",
            "1:OverC cannot be reached, or did not take it; standard error says why",
            "2:a faulty option"
        })
final class AlertCommand extends OverCCommand {

    @Option(names = "--service", paramLabel = "NAME", description = "Service that it is about.")
    private @Nullable String service;

    @Parameters(paramLabel = "MESSAGE", description = "What has happened.")
    private String message = "";

    AlertCommand(Shell shell) {
        super(shell);
    }

    @Override
    OverCAnswer post(OverCClient client, Identification self, Deadline deadline) throws InterruptedException {
        AlertsPost.PostedAlert alert = AlertsPost.PostedAlert.of(message, service);
        return client.alerts(new AlertsPost(self, List.of(alert)), deadline);
    }
}
