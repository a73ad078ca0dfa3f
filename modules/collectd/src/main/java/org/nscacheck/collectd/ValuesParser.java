/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Identity;

/** Reads the arguments of one PUTVAL: an identifier, options, and value lists such as {@code 1700000000:1:2}. Not thread-safe. */
final class ValuesParser {

    private static final String FAULTY = "Parsing the values string failed.";
    private static final String METADATA = "meta:";

    private final DataSets types;
    private final InstantSource clock;
    private @Nullable Duration interval;

    ValuesParser(DataSets types, InstantSource clock) {
        this.types = types;
        this.clock = clock;
    }

    Command parse(List<String> arguments) throws FaultyLineException {
        if (arguments.size() < 2) {
            throw new FaultyLineException("Missing identifier and/or value-list.");
        }
        Identity identity = CommandParser.identity(arguments.get(0));
        if (!Identifiers.fits(identity)) {
            throw new FaultyLineException("Identifier too long.");
        }
        List<DataSource> sources = types.of(identity.type())
                .orElseThrow(() -> new FaultyLineException("1 Type `" + identity.type() + "' isn't defined."));
        List<ValueList> lists = new ArrayList<>();
        for (String argument : arguments.subList(1, arguments.size())) {
            Optional<Fields.Option> option = Fields.Option.of(argument);
            if (option.isPresent()) {
                take(option.get());
            } else {
                lists.add(list(identity, sources, argument));
            }
        }
        return new Command.PutValues(lists);
    }

    private void take(Fields.Option option) throws FaultyLineException {
        String key = option.key();
        if (AsciiCase.same(key, "interval")) {
            CNumbers.real(option.value())
                    .filter(number -> number.inRange() && number.value() > 0)
                    .ifPresent(number -> interval = Seconds.duration(number.value()));
        } else if (key.length() >= METADATA.length() && AsciiCase.same(key.substring(0, METADATA.length()), METADATA)) {
            requireString(option.value());
        } else {
            // To this one collectd answers nothing at all, and who waits for an answer waits for ever.
            throw new FaultyLineException("Cannot parse option `" + key + "'.");
        }
    }

    /** Metadata of values are read and not kept. */
    private static void requireString(String value) throws FaultyLineException {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            throw new FaultyLineException("Non-string metadata not supported yet");
        }
    }

    private ValueList list(Identity identity, List<DataSource> sources, String text) throws FaultyLineException {
        StringTokenizer tokens = new StringTokenizer(text, ":");
        Instant time = Instant.EPOCH;
        while (time.equals(Instant.EPOCH) && tokens.hasMoreTokens()) {
            time = time(tokens.nextToken());
        }
        int count = tokens.countTokens();
        if (count == 0 || count > sources.size()) {
            throw new FaultyLineException(FAULTY);
        }
        List<Value> values = new ArrayList<>();
        for (DataSource source : sources) {
            values.add(tokens.hasMoreTokens() ? value(source.type(), tokens.nextToken()) : new Value(source.type(), 0));
        }
        return new ValueList(identity, time, interval, values);
    }

    private Instant time(String text) throws FaultyLineException {
        return text.equals("N")
                ? clock.instant()
                : Seconds.instant(text).orElseThrow(() -> new FaultyLineException(FAULTY));
    }

    /** What stands behind a number is ignored, as collectd does. */
    private static Value value(ValueType type, String text) throws FaultyLineException {
        Optional<Value> value =
                switch (type) {
                    case GAUGE ->
                        text.equals("U")
                                ? Optional.of(Value.gauge(Double.NaN))
                                : CNumbers.real(text).map(number -> Value.gauge(number.value()));
                    case DERIVE -> CNumbers.signed(text).map(Value::derive);
                    case COUNTER -> CNumbers.unsigned(text).map(Value::counter);
                    case ABSOLUTE -> CNumbers.unsigned(text).map(Value::absolute);
                };
        return value.orElseThrow(() -> new FaultyLineException(FAULTY));
    }
}
