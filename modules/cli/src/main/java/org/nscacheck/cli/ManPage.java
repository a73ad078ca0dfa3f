/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A man page (roff with the macros of man(7)) of what a command says of itself. */
final class ManPage {

    private final CommandLine command;
    private final CommandSpec spec;
    private final String version;
    private final String date;
    private final StringBuilder page = new StringBuilder();

    /** @param date shown at its foot, such as 2026-01-31 */
    ManPage(CommandLine command, String version, String date) {
        this.command = command;
        this.spec = command.getCommandSpec();
        this.version = version;
        this.date = date;
    }

    /** Returns the page. */
    String text() {
        String name = spec.qualifiedName("-");
        String[] description = spec.usageMessage().description();
        line(".TH \"" + name.toUpperCase(Locale.ROOT) + "\" \"1\" \"" + date + "\" \"nscacheck " + version + "\" \"\"");
        section("NAME");
        text(name + " - " + firstSentence(format(description[0])));
        section("SYNOPSIS");
        line(".nf");
        text(new CommandLine.Help(spec, CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .synopsis(0)
                .strip());
        line(".fi");
        section("DESCRIPTION");
        Arrays.stream(description).map(ManPage::format).forEach(this::paragraph);
        options();
        commands();
        exitCodes();
        Arrays.stream(spec.usageMessage().footer()).map(ManPage::format).forEach(this::paragraph);
        return page.toString();
    }

    private void options() {
        section("OPTIONS");
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            item(parameter.paramLabel(), parameter);
        }
        for (OptionSpec option : spec.options()) {
            String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            item(String.join(", ", option.names()) + label, option);
        }
    }

    private void item(String title, ArgSpec argument) {
        line(".TP");
        text(title);
        String value = String.valueOf(argument.defaultValue());
        text(String.join(" ", argument.description()).replace("${DEFAULT-VALUE}", value));
    }

    private void commands() {
        if (command.getSubcommands().isEmpty()) {
            return;
        }
        section("COMMANDS");
        command.getSubcommands().forEach((name, other) -> {
            CommandSpec its = other.getCommandSpec();
            if (!its.usageMessage().hidden()) {
                line(".TP");
                text(name);
                text(firstSentence(format(its.usageMessage().description()[0])) + ". See " + its.qualifiedName("-")
                        + "(1).");
            }
        });
    }

    private void exitCodes() {
        Map<String, String> codes = spec.usageMessage().exitCodeList();
        if (!codes.isEmpty()) {
            section("EXIT STATUS");
            codes.forEach((code, meaning) -> {
                line(".TP");
                text(code);
                text(meaning);
            });
        }
    }

    /** Lines that begin with a blank are kept as they are. */
    private void paragraph(String text) {
        boolean example = text.startsWith(" ");
        if (example) {
            line(".nf");
            text(text);
            line(".fi");
        } else {
            line(".PP");
            text(text.strip());
        }
    }

    private static String format(String text) {
        return String.format(Locale.ROOT, text);
    }

    private static String firstSentence(String text) {
        int end = text.strip().indexOf(". ");
        String sentence = end < 0 ? text.strip() : text.strip().substring(0, end);
        return sentence.endsWith(".") || sentence.endsWith(":")
                ? sentence.substring(0, sentence.length() - 1)
                : sentence;
    }

    private void section(String title) {
        line(".SH " + title);
    }

    /** Text that roff must not take for anything else. */
    private void text(String text) {
        text.lines().forEach(each -> {
            String escaped = each.replace("\\", "\\e").replace("-", "\\-");
            line(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
        });
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
