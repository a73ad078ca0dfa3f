/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.RefusedException;

/** Which numbers the values of each type have: the content of a {@code types.db} (types.db(5)). Immutable. */
public final class DataSets {

    /** The types whose one number is called {@code value}, by the way it is read; enough for scripts that bring no {@code types.db}. */
    public static final DataSets BASIC = parse(List.of(
            "gauge value:GAUGE:U:U",
            "counter value:COUNTER:U:U",
            "derive value:DERIVE:0:U",
            "absolute value:ABSOLUTE:0:U",
            "percent value:GAUGE:0:100.1",
            "bytes value:GAUGE:0:U",
            "count value:GAUGE:0:U",
            "duration value:GAUGE:0:U",
            "load shortterm:GAUGE:0:5000, midterm:GAUGE:0:5000, longterm:GAUGE:0:5000"));

    private final Map<String, List<DataSource>> sources;

    private DataSets(Map<String, List<DataSource>> sources) {
        this.sources = sources;
    }

    /**
     * Reads the lines of a {@code types.db}; of a type that is there twice the last one counts, as for collectd.
     *
     * @throws RefusedException if a line cannot be read; the message has its number
     */
    public static DataSets parse(List<String> lines) {
        Map<String, List<DataSource>> sources = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                String[] words = line.split("[\\s,]+");
                sources.put(words[0], dataSources(words, i + 1));
            }
        }
        return new DataSets(Map.copyOf(sources));
    }

    /**
     * Reads a {@code types.db}.
     *
     * @throws IOException if there is no such file
     * @throws RefusedException if a line cannot be read; the message has its number
     */
    public static DataSets read(Path file) throws IOException {
        return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
    }

    private static List<DataSource> dataSources(String[] words, int line) {
        List<DataSource> all = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            all.add(dataSource(words[i])
                    .orElseThrow(() -> new RefusedException(
                            "line " + line + " of the types has a data source that is not 'name:TYPE:min:max'")));
        }
        if (all.isEmpty()) {
            throw new RefusedException("line " + line + " of the types names no data source");
        }
        return List.copyOf(all);
    }

    private static Optional<DataSource> dataSource(String word) {
        String[] fields = word.split(":", -1);
        if (fields.length != 4) {
            return Optional.empty();
        }
        try {
            double min = limit(fields[2], Double.NEGATIVE_INFINITY);
            double max = limit(fields[3], Double.POSITIVE_INFINITY);
            return ValueType.ofName(fields[1]).map(type -> new DataSource(fields[0], type, min, max));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static double limit(String text, double none) {
        return text.equals("U") ? none : Double.parseDouble(text);
    }

    /** Returns the data sources of a type, or empty if it is not known. */
    public Optional<List<DataSource>> of(String type) {
        return Optional.ofNullable(sources.get(type));
    }
}
