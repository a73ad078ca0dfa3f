/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckScope;
import org.nscacheck.RefusedException;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.CheckSource;
import org.nscacheck.check.Parameter;
import org.nscacheck.schedule.ScheduleSpec;

/**
 * External plugins as checks: one for any plugin out of the allowed folders, with what it is called with as parameters, in two
 * scopes; and one for each {@link PluginTemplate}. Without an allowed folder there are none. Thread-safe.
 */
public final class PluginChecks implements CheckSource {

    /** The group of all these checks, to limit how many run at once, see {@link CheckDefinition#group}. */
    public static final String GROUP = "nscacheck-plugins";

    /** How many of them run at once on a node, unless another number is set. */
    public static final int DEFAULT_MAX_RUNNING = 4;

    /** Key of the check of any plugin, which runs on one node. */
    public static final CheckKey ANY = new CheckKey("nscacheck.plugin");

    /** Key of the check of any plugin, which runs on each node. */
    public static final CheckKey ANY_ON_EACH_NODE = new CheckKey("nscacheck.plugin-on-each-node");

    static final String EXECUTABLE = "executable";
    static final String ARGUMENTS = "arguments";
    static final String VALUES = "values";
    static final String CHARSET = "charset";
    static final String OF_HOST = "host-result";

    private static final String AUTOMATIC = "auto";
    private static final List<String> YES_OR_NO = List.of("true", "false");

    private static final CheckSettings USUAL = CheckSettings.builder()
            .schedule(ScheduleSpec.every("5m"))
            .timeout(PluginRunner.DEFAULT_TIMEOUT)
            .build();

    private final PluginFolders folders;
    private final PluginRunner runner;
    private final List<PluginTemplate> templates;

    /** @throws RefusedException if there are templates, but no folder that their plugins could lie in */
    public PluginChecks(PluginFolders folders, PluginRunner runner, Collection<PluginTemplate> templates) {
        this.folders = folders;
        this.runner = runner;
        this.templates = List.copyOf(templates);
        if (folders.isEmpty() && !this.templates.isEmpty()) {
            throw new RefusedException(
                    "no plugin can be run, because no folder is allowed; plugins are configured for the checks "
                            + this.templates.stream().map(PluginTemplate::key).toList());
        }
    }

    @Override
    public Collection<CheckDefinition> definitions() {
        if (folders.isEmpty()) {
            return List.of();
        }
        List<CheckDefinition> definitions = new ArrayList<>();
        definitions.add(any(ANY, CheckScope.CLUSTER, "on one node"));
        definitions.add(any(ANY_ON_EACH_NODE, CheckScope.NODE, "on each node"));
        templates.forEach(template -> definitions.add(definition(template)));
        return definitions;
    }

    private CheckDefinition any(CheckKey key, CheckScope scope, String where) {
        return CheckDefinition.builder(key, new PluginHandler(runner, this::command))
                .origin("a plugin out of " + folders)
                .description("Runs any plugin out of the allowed folders, " + where)
                .group(GROUP)
                .scope(scope)
                .parameters(List.of(
                        text(
                                EXECUTABLE,
                                null,
                                "Name of a plugin in the allowed folders, such as check_tcp, or its path."),
                        text(
                                ARGUMENTS,
                                "",
                                "Words separated by blanks, such as -H 127.0.0.1 -p $ARG1$. Quotes keep blanks in a word."
                                        + " No shell reads them. $HOSTNAME$ and $SERVICEDESC$ are what the check reports"
                                        + " as, $$ is a dollar."),
                        text(VALUES, "", "Values of $ARG1$, $ARG2$ and so on, separated by ! as in Nagios."),
                        text(
                                CHARSET,
                                AUTOMATIC,
                                "What the plugin writes, such as ISO-8859-15. auto: UTF-8, and windows-1252 where it is"
                                        + " no valid UTF-8."),
                        ofHost(false)))
                .ofHostIf(OF_HOST)
                .template(true)
                .defaults(CheckSettings.builder().service("Plugin").build().over(USUAL))
                .build();
    }

    private PluginCommand command(Map<String, String> arguments, Map<String, String> own) {
        Map<String, String> values = new HashMap<>(own);
        String given = arguments.getOrDefault(VALUES, "");
        List<String> numbered = given.isBlank() ? List.of() : CommandWords.separatedByMarks(given);
        for (int i = 0; i < numbered.size(); i++) {
            values.put(Placeholders.NUMBERED + (i + 1), numbered.get(i));
        }
        String line = arguments.getOrDefault(ARGUMENTS, "");
        return new PluginCommand(
                about(EXECUTABLE, () -> folders.findForAnyArguments(arguments.getOrDefault(EXECUTABLE, ""))),
                about(ARGUMENTS, () -> Placeholders.fill(CommandWords.of(line), values)),
                about(CHARSET, () -> Optional.ofNullable(charset(arguments.getOrDefault(CHARSET, AUTOMATIC))))
                        .orElse(null));
    }

    private static <T> T about(String parameter, Supplier<T> read) {
        try {
            return read.get();
        } catch (RefusedException e) {
            throw new RefusedException("parameter '" + parameter + "': " + e.getMessage(), e);
        }
    }

    /**
     * Returns the character set of this name, or null for {@code auto}.
     *
     * @throws RefusedException if this Java does not have it
     */
    public static @Nullable Charset charset(String name) {
        if (name.equals(AUTOMATIC)) {
            return null;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new RefusedException(
                    "'" + name + "' is not a character set of this Java: write auto, or a name such as"
                            + " UTF-8, windows-1252 or ISO-8859-15",
                    e);
        }
    }

    private CheckDefinition definition(PluginTemplate template) {
        List<Parameter> parameters = new ArrayList<>(template.parameters());
        parameters.add(ofHost(template.ofHost()));
        return CheckDefinition.builder(
                        template.key(),
                        new PluginHandler(runner, (arguments, own) -> template.command(folders, arguments, own)))
                .origin("nscacheck.plugins.commands." + template.name())
                .description(template.description())
                .group(GROUP)
                .scope(template.scope())
                .parameters(parameters)
                .ofHostIf(OF_HOST)
                .template(template.isIncomplete())
                .defaults(template.defaults()
                        .over(CheckSettings.builder().service(template.name()).build())
                        .over(USUAL))
                .build();
    }

    private static Parameter text(String name, @Nullable String byDefault, String description) {
        return new Parameter(name, String.class, byDefault, null, null, List.of(), description);
    }

    private static Parameter ofHost(boolean byDefault) {
        return new Parameter(
                OF_HOST,
                boolean.class,
                String.valueOf(byDefault),
                null,
                null,
                YES_OR_NO,
                "Whether the result is that of the host itself instead of the service.");
    }
}
