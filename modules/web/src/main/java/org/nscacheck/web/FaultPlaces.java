/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nscacheck.RefusedException;
import org.nscacheck.policy.PolicyKind;

/**
 * Finds the field that a sentence of the service layer speaks of: a setting by its name at the sentence's begin, a parameter
 * by its name in quotes, anything else by the value, which each message quotes. Immutable.
 */
final class FaultPlaces {

    /** Fields that a value is looked for in, those first that are most often meant. */
    private static final List<String> QUOTED =
            List.of("cron", "zone", "name", "service", "node-host-name", "host", "port", "timeout", "spread");

    private static final Pattern HEADING = Pattern.compile("the configuration of checks and servers has \\d+ faults?:");
    private static final Pattern WHOSE = Pattern.compile("^- |^("
            + Stream.concat(
                            Stream.of("check", "server"),
                            Stream.of(PolicyKind.values()).map(PolicyKind::word))
                    .collect(Collectors.joining("|"))
            + ") '[^']*': ");

    private final Map<String, List<String>> typed;

    FaultPlaces(Map<String, List<String>> typed) {
        this.typed = typed;
    }

    List<Form.Fault> of(RefusedException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !HEADING.matcher(line).matches())
                .map(line -> WHOSE.matcher(line).replaceFirst(""))
                .map(line -> WHOSE.matcher(line).replaceFirst(""))
                .map(sentence -> new Form.Fault(field(sentence), sentence))
                .toList();
    }

    private String field(String sentence) {
        for (String field : typed.keySet()) {
            boolean named = field.startsWith(ServerForm.SETTING)
                    ? startsWith(sentence, field.substring(ServerForm.SETTING.length()))
                    : field.startsWith(CheckForm.ARGUMENT)
                            && sentence.contains("parameter '" + field.substring(CheckForm.ARGUMENT.length()) + "'");
            if (named) {
                return field;
            }
        }
        if (sentence.startsWith("server '") && sentence.contains("does not exist")) {
            return CheckForm.SERVERS;
        }
        if (sentence.contains("password") || sentence.contains("secret")) {
            return "secret";
        }
        return QUOTED.stream()
                .filter(field -> typed.getOrDefault(field, List.of()).stream()
                        .map(String::strip)
                        .anyMatch(value -> !value.isEmpty() && sentence.contains("'" + value + "'")))
                .findFirst()
                .orElse(sentence.contains("interval") && typed.containsKey("every-number") ? "every-number" : "");
    }

    private static boolean startsWith(String sentence, String name) {
        return sentence.startsWith(name + " ") || sentence.startsWith(name + ":");
    }
}
