/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.time.Duration;
import java.util.Map;
import org.nscacheck.CheckResult;
import org.nscacheck.RefusedException;
import org.nscacheck.Status;
import org.nscacheck.check.CheckContext;
import org.nscacheck.check.CheckHandler;

/** A plugin as a check. What cannot be run as it is configured is UNKNOWN, with the reason. Thread-safe. */
final class PluginHandler implements CheckHandler {

    /** The engine ends a run that takes too long; this is for one that it could not end. */
    private static final Duration AFTER_THE_ENGINE = Duration.ofSeconds(1);

    /** What the places of a check's own names are filled with where only their names are looked at. */
    private static final Map<String, String> ANY =
            Map.of(Placeholders.HOST, Placeholders.HOST, Placeholders.SERVICE, Placeholders.SERVICE);

    private final PluginRunner runner;
    private final Recipe recipe;

    /** How the command of a check is made of what is set for it. */
    @FunctionalInterface
    interface Recipe {

        /**
         * @param arguments values of the parameters by their names
         * @param own the names under which the check reports
         * @throws RefusedException if no command can be made of it; the message names the parameter
         */
        PluginCommand command(Map<String, String> arguments, Map<String, String> own);
    }

    PluginHandler(PluginRunner runner, Recipe recipe) {
        this.runner = runner;
        this.recipe = recipe;
    }

    @Override
    public void require(Map<String, String> arguments) {
        recipe.command(arguments, ANY);
    }

    @Override
    public CheckResult run(CheckContext context) throws InterruptedException {
        PluginCommand command;
        try {
            command = recipe.command(context.arguments(), Placeholders.of(context.targets()));
        } catch (RefusedException e) {
            return CheckResult.of(Status.UNKNOWN, "the plugin was not run: " + e.getMessage());
        }
        return runner.run(command, context.timeout().plus(AFTER_THE_ENGINE), context.interim()::say)
                .toResult();
    }
}
