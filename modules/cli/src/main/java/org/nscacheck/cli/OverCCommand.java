/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nscacheck.cli.shell.Shell;
import org.nscacheck.overc.Identification;
import org.nscacheck.overc.OverCAnswer;
import org.nscacheck.overc.OverCClient;
import org.nscacheck.sender.Deadline;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A command that posts something to OverC. */
abstract class OverCCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int NOT_TAKEN = 1;

    private final Shell shell;

    @ParentCommand
    private @Nullable RootCommand root;

    @Mixin
    private final OverCOptions overc = new OverCOptions();

    OverCCommand(Shell shell) {
        this.shell = shell;
    }

    final Shell shell() {
        return shell;
    }

    @Override
    public final Integer call() throws InterruptedException {
        OverCOptions options = root == null ? overc : overc.over(root.overc());
        OverCAnswer answer = post(
                options.client(shell.environment()), options.identification(shell.environment()), Deadline.in(LIMIT));
        if (answer.isTaken()) {
            return 0;
        }
        shell.err().println(answer.reason());
        return NOT_TAKEN;
    }

    abstract OverCAnswer post(OverCClient client, Identification self, Deadline deadline) throws InterruptedException;
}
