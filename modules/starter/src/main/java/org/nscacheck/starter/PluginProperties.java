/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nscacheck.admin.FaultyConfigurationException;
import org.nscacheck.plugin.PluginChecks;
import org.nscacheck.plugin.PluginFolders;
import org.nscacheck.plugin.PluginRunner;
import org.nscacheck.plugin.PluginTemplate;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * External plugins as checks.
 *
 * @param folders Folders out of which plugins may be run, after all links. With none, no plugin can be run. Whoever may
 *     administer checks on the screens can run each program in them with any arguments: name none that has a shell in it.
 * @param maxRunning How many plugins may run at once in this process, 1 or more.
 * @param maxOutput How much of the output of a plugin is read, 1KB to 16MB; the rest is dropped.
 * @param environment Environment variables of plugins, beside PATH, HOME, TMPDIR and LC_ALL=C, or instead of them.
 * @param commands Plugins with their arguments by name; each becomes the check plugin.NAME.
 */
record PluginProperties(
        @DefaultValue List<Path> folders,
        @DefaultValue("4") int maxRunning,
        @DefaultValue("64KB") DataSize maxOutput,
        @DefaultValue Map<String, String> environment,
        @DefaultValue Map<String, PluginCommandProperties> commands) {

    private static final String PREFIX = "nscacheck.plugins";

    private static final DataSize LEAST_OUTPUT = DataSize.ofKilobytes(1);
    private static final DataSize MOST_OUTPUT = DataSize.ofMegabytes(16);

    /** @throws IllegalArgumentException if a value is outside its limits */
    PluginProperties {
        if (maxRunning < 1) {
            throw new IllegalArgumentException(
                    PREFIX + ".max-running is " + maxRunning + ", at least 1 plugin must be able to run");
        }
        if (maxOutput.compareTo(LEAST_OUTPUT) < 0 || maxOutput.compareTo(MOST_OUTPUT) > 0) {
            throw new IllegalArgumentException(PREFIX + ".max-output is " + maxOutput + ", it must be 1KB to 16MB");
        }
    }

    /** Returns whether plugins can be run at all. */
    boolean isAllowed() {
        return !folders.isEmpty();
    }

    /** @throws FaultyConfigurationException with all that is wrong in folders and commands */
    PluginChecks checks() {
        List<String> faults = new ArrayList<>();
        List<PluginTemplate> templates = new ArrayList<>();
        commands.forEach((name, command) -> {
            try {
                templates.add(command.toTemplate(name));
            } catch (IllegalArgumentException e) {
                faults.add(PREFIX + ".commands." + name + ": " + e.getMessage());
            }
        });
        if (folders.isEmpty() && !commands.isEmpty()) {
            faults.add(PREFIX + ".commands name plugins, but " + PREFIX + ".folders allows no folder to run them from");
        }
        List<PluginFolders> allowed = new ArrayList<>();
        try {
            allowed.add(allowed());
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
        FaultyConfigurationException.throwIfAny(faults);
        return new PluginChecks(allowed.get(0), new PluginRunner(running()), templates);
    }

    /** @throws IllegalArgumentException if a folder cannot be used */
    PluginFolders allowed() {
        return new PluginFolders(PREFIX + ".folders", folders);
    }

    /** Returns how programs out of the folders run. */
    PluginRunner.Settings running() {
        return PluginRunner.Settings.USUAL
                .withMaxOutput(Math.toIntExact(maxOutput.toBytes()))
                .withEnvironment(environment);
    }
}
