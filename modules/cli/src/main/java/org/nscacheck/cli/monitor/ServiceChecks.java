/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.CheckSource;
import org.nscacheck.plugin.PluginCommand;
import org.nscacheck.plugin.PluginRunner;
import org.nscacheck.schedule.ScheduleSpec;

/** The services of a configuration as checks that run plugins in the folder of the configuration. */
final class ServiceChecks implements CheckSource {

    /** The plugin runner ends a plugin; this is for one that it cannot end. */
    private static final Duration AFTER_THE_PLUGIN = Duration.ofSeconds(5);

    private static final Pattern NOT_IN_KEYS = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final int KEY_LENGTH = 100;
    private static final Path SHELL = Path.of("/bin/sh");
    /** The folder is an argument, and so is each word: the shell reads this line only. */
    private static final String IN_FOLDER = "cd \"$0\" && exec \"$@\"";

    private final MonitorConfig config;
    private final Map<String, String> environment;
    private final PluginRunner runner;

    /** @param environment variables that plugins get */
    ServiceChecks(MonitorConfig config, Map<String, String> environment) {
        this.config = config;
        this.environment = Map.copyOf(environment);
        this.runner = new PluginRunner(PluginRunner.Settings.USUAL.withEnvironment(environment));
    }

    @Override
    public Collection<CheckDefinition> definitions() {
        List<CheckDefinition> definitions = new ArrayList<>();
        for (MonitoredService service : config.services()) {
            definitions.add(definition(service, definitions.size() + 1));
        }
        return definitions;
    }

    /** Different names may look alike as keys, which is why these have a number. */
    private CheckDefinition definition(MonitoredService service, int number) {
        String plain = NOT_IN_KEYS.matcher(service.name()).replaceAll("-");
        CheckKey key = new CheckKey(plain.substring(0, Math.min(KEY_LENGTH, plain.length())) + "." + number);
        return CheckDefinition.builder(key, context -> run(service))
                .origin("[service:" + service.name() + "]")
                .defaults(CheckSettings.builder()
                        .service(service.name())
                        .schedule(ScheduleSpec.every(
                                service.interval(config.margin()).toSeconds() + "s"))
                        .timeout(service.timeout().plus(AFTER_THE_PLUGIN))
                        .build())
                .build();
    }

    /** Returns periods by service. */
    Map<String, Duration> periods() {
        Map<String, Duration> periods = new HashMap<>();
        config.services().forEach(service -> periods.put(service.name(), service.period()));
        return periods;
    }

    private CheckResult run(MonitoredService service) throws InterruptedException {
        String program = service.command().get(0);
        Optional<Path> executable = find(program);
        if (executable.isEmpty()) {
            return CheckResult.of(Status.UNKNOWN, "the plugin " + program + " does not exist or cannot be executed");
        }
        List<String> arguments = new ArrayList<>(List.of(
                "-c", IN_FOLDER, config.directory().toString(), executable.get().toString()));
        arguments.addAll(service.command().subList(1, service.command().size()));
        return runner.run(new PluginCommand(SHELL, arguments, null), service.timeout())
                .toResult();
    }

    /** A word with a slash is a path below the folder, one without is looked for as shells do. */
    private Optional<Path> find(String program) {
        if (program.contains("/")) {
            return Optional.of(config.directory().resolve(program).normalize()).filter(Files::isExecutable);
        }
        String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        return List.of(path.split(":")).stream()
                .filter(folder -> !folder.isEmpty())
                .map(folder -> config.directory().resolve(folder).resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
