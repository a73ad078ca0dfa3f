/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import org.nscacheck.cli.shell.Shell;
import org.nscacheck.overc.Identification;
import org.nscacheck.overc.OverCAnswer;
import org.nscacheck.overc.OverCClient;
import org.nscacheck.sender.Deadline;
import picocli.CommandLine.Command;

/** {@code nscacheck ping}: whether OverC is there and takes our key. */
@Command(
        name = "ping",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Asks an OverC server whether it is there and takes our key. A new name is registered with it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:OverC has taken it",
            "1:OverC cannot be reached, or did not take it; standard error says why",
            "2:a faulty option"
        })
final class PingCommand extends OverCCommand {

    PingCommand(Shell shell) {
        super(shell);
    }

    @Override
    OverCAnswer post(OverCClient client, Identification self, Deadline deadline) throws InterruptedException {
        return client.ping(self, deadline);
    }
}
