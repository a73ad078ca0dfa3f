/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.exec;

import java.time.Duration;
import java.util.List;
import org.nscacheck.RefusedException;
import org.nscacheck.notification.Notification;
import org.nscacheck.plugin.PluginCommand;
import org.nscacheck.plugin.PluginEnding;
import org.nscacheck.plugin.PluginFolders;
import org.nscacheck.plugin.PluginRun;
import org.nscacheck.plugin.PluginRunner;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.OneByOne;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Names;

/**
 * Runs a program for each notification, one after the other. Exit code 0 says that it was taken; any other that it was not, and is
 * tried again. One that was killed may have done its work. For one thread at a time.
 */
final class ExecNotifier implements Notifier {

    private final ExecSettings settings;
    private final PluginFolders folders;
    private final PluginRunner runner;

    ExecNotifier(ExecSettings settings, PluginFolders folders, PluginRunner runner) {
        this.settings = settings;
        this.folders = folders;
        this.runner = runner;
    }

    @Override
    public List<SendOutcome> send(List<Notification> notifications, Deadline deadline) throws InterruptedException {
        return OneByOne.send(notifications, deadline, each -> run(each, time(deadline)));
    }

    private Duration time(Deadline deadline) {
        Duration left = deadline.left();
        return left.compareTo(settings.timeout()) < 0 ? left : settings.timeout();
    }

    private SendOutcome run(Notification notification, Duration time) throws InterruptedException {
        PluginCommand command;
        try {
            // Asked again each time, since files change.
            command = new PluginCommand(folders.findForAnyArguments(settings.program()), settings.arguments(), null);
        } catch (RefusedException e) {
            return new SendOutcome.Retry(String.valueOf(e.getMessage()));
        }
        return outcome(runner.run(command, settings.format().bytes(notification), time));
    }

    private SendOutcome outcome(PluginRun run) {
        PluginEnding ending = run.ending();
        String reason = Names.shortened(settings.program()) + ": " + ending.words() + said(run);
        if (ending instanceof PluginEnding.Exited exited) {
            return exited.code() == 0 ? new SendOutcome.Accepted() : new SendOutcome.Retry(reason);
        }
        return ending instanceof PluginEnding.NotStarted
                ? new SendOutcome.Retry(reason)
                : new SendOutcome.Unknown(reason);
    }

    private static String said(PluginRun run) {
        PluginRun.Text text = run.errors().isBlank() ? run.output() : run.errors();
        String first =
                text.text().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return first.isEmpty() ? "" : ": " + Names.shortened(first.strip());
    }
}
