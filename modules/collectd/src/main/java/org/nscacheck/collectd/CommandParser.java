/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nscacheck.notification.Identity;

/**
 * Reads the lines of collectd's text protocol. Whatever a line is, it is a {@link Command}; nothing is thrown. Immutable.
 *
 * <p>Source: collectd-unixsock(5) and what collectd 5.12 answers; docs/protocols/collectd.md lists where this one answers otherwise.
 */
public final class CommandParser {

    private final DataSets types;
    private final InstantSource clock;

    /**
     * @param types which types there are
     * @param clock for values of the time {@code N}
     */
    public CommandParser(DataSets types, InstantSource clock) {
        this.types = types;
        this.clock = clock;
    }

    /** Reads one line, without its end. */
    public Command parse(String line) {
        try {
            return read(line);
        } catch (FaultyLineException e) {
            return new Command.Faulty(e.reason());
        }
    }

    private Command read(String line) throws FaultyLineException {
        String name = name(line);
        if (AsciiCase.same(name, "PUTNOTIF")) {
            return NotificationParser.parse(line);
        }
        if (AsciiCase.same(name, "GETTHRESHOLD")) {
            return threshold(line);
        }
        if (AsciiCase.same(name, "PUTVAL")) {
            return new ValuesParser(types, clock).parse(arguments(line));
        }
        if (AsciiCase.same(name, "GETVAL")) {
            return value(arguments(line));
        }
        if (AsciiCase.same(name, "LISTVAL")) {
            return list(arguments(line));
        }
        if (AsciiCase.same(name, "FLUSH")) {
            return flush(arguments(line));
        }
        throw new FaultyLineException(name.isEmpty() ? "Internal error" : "Unknown command: " + name);
    }

    private static String name(String line) {
        String start = line.stripLeading();
        int end = 0;
        while (end < start.length() && !Words.isSpace(start.charAt(end))) {
            end++;
        }
        return start.substring(0, end);
    }

    private static List<String> arguments(String line) throws FaultyLineException {
        List<String> fields = Fields.split(line);
        return fields.subList(1, fields.size());
    }

    private Command value(List<String> arguments) throws FaultyLineException {
        if (arguments.isEmpty()) {
            throw new FaultyLineException("Missing identifier.");
        }
        if (arguments.size() > 1) {
            throw new FaultyLineException("Garbage after identifier: `" + arguments.get(1) + "'.");
        }
        Identity identity = identity(arguments.get(0));
        List<DataSource> sources = types.of(type(arguments.get(0)))
                .orElseThrow(() -> new FaultyLineException("Type `" + identity.type() + "' is unknown."));
        return new Command.GetValue(identity, sources);
    }

    private static String type(String identifier) throws FaultyLineException {
        return identity(identifier).type();
    }

    static Identity identity(String text) throws FaultyLineException {
        return Identifiers.parse(text)
                .orElseThrow(() -> new FaultyLineException("Cannot parse identifier `" + text + "'."));
    }

    private static Command list(List<String> arguments) throws FaultyLineException {
        if (!arguments.isEmpty()) {
            throw new FaultyLineException("Garbage after end of command: `" + arguments.get(0) + "'.");
        }
        return new Command.ListValues();
    }

    private static Command threshold(String line) throws FaultyLineException {
        Words words = new Words(line);
        words.word();
        String identifier = words.word().orElseThrow(() -> new FaultyLineException("Cannot parse identifier."));
        if (!words.isAtEnd()) {
            throw new FaultyLineException("Garbage after end of command: " + words.rest());
        }
        return new Command.GetThreshold(identity(identifier), identifier);
    }

    private static Command flush(List<String> arguments) throws FaultyLineException {
        List<String> plugins = new ArrayList<>();
        List<Identity> identities = new ArrayList<>();
        Duration olderThan = Duration.ZERO;
        for (String argument : arguments) {
            Fields.Option option = Fields.Option.of(argument)
                    .orElseThrow(() -> new FaultyLineException("Invalid option string `" + argument + "'."));
            if (AsciiCase.same(option.key(), "plugin")) {
                plugins.add(option.value());
            } else if (AsciiCase.same(option.key(), "identifier")) {
                identities.add(Identifiers.parse(option.value())
                        .orElseThrow(() -> new FaultyLineException("Invalid identifier `" + option.value() + "'.")));
            } else if (AsciiCase.same(option.key(), "timeout")) {
                olderThan = timeout(option.value());
            } else {
                throw new FaultyLineException("Cannot parse option `" + option.key() + "'.");
            }
        }
        return new Command.Flush(new FlushRequest(plugins, olderThan, identities));
    }

    private static Duration timeout(String text) throws FaultyLineException {
        Optional<CNumbers.Real> seconds = CNumbers.real(text);
        if (seconds.isEmpty()
                || !seconds.get().inRange()
                || !Double.isFinite(seconds.get().value())) {
            throw new FaultyLineException("Invalid value for option `timeout': " + text);
        }
        return Seconds.duration(Math.max(0, seconds.get().value()));
    }
}
