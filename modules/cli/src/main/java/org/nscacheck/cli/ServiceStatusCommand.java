/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.util.List;
import java.util.Optional;
import org.nscacheck.Status;
import org.nscacheck.cli.shell.Shell;
import org.nscacheck.overc.Identification;
import org.nscacheck.overc.OverCAnswer;
import org.nscacheck.overc.OverCClient;
import org.nscacheck.overc.OverCStates;
import org.nscacheck.overc.ServiceReport;
import org.nscacheck.overc.StatusPost;
import org.nscacheck.sender.Deadline;
import org.nscacheck.server.Names;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nscacheck service-status}: reports the state of one service to OverC. */
@Command(
        name = "service-status",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Reports the state of a service to an OverC server.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:OverC has taken it",
            "1:OverC cannot be reached, or did not take it; standard error says why",
            "2:a faulty option"
        })
final class ServiceStatusCommand extends OverCCommand {

    @Parameters(index = "0", paramLabel = "PERIOD", description = "Within so many seconds the next report comes.")
    private int period;

    @Parameters(index = "1", paramLabel = "NAME", description = "Name of the service.")
    private String name = "";

    @Parameters(index = "2", paramLabel = "STATE", description = "OK, WARN, FAIL (or ERR) or UNK; any other is UNK.")
    private String state = "";

    @Parameters(index = "3", arity = "0..1", paramLabel = "INFO", defaultValue = "", description = "Text for people.")
    private String info = "";

    ServiceStatusCommand(Shell shell) {
        super(shell);
    }

    @Override
    OverCAnswer post(OverCClient client, Identification self, Deadline deadline) throws InterruptedException {
        if (period < 0) {
            throw new CommandFailedException("the period " + period + " must be 0 or more seconds");
        }
        Optional<Status> known = OverCStates.of(state);
        String told =
                known.isPresent() ? info : (info + " (unsupported state: " + Names.shortened(state) + ")").strip();
        ServiceReport report = new ServiceReport(name, known.orElse(Status.UNKNOWN), told, null);
        return client.status(new StatusPost(self, period, List.of(report)), deadline);
    }
}
