/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nscacheck.server.Names;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads YAML into a tree out of the events of its parser: nothing is ever constructed, whatever a tag says. A file from elsewhere
 * can hold anything, so aliases, by which a short text becomes a huge tree, and tags are refused, and depth and length are limited.
 * Not thread-safe.
 */
final class YamlTree {

    /** The longest file, in characters. */
    static final int MOST = 512 * 1024;

    /** The deepest value of ours is {@code nscacheck.policies.rule.name.setting}. */
    private static final int DEEPEST = 8;

    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

    private final Iterator<Event> events;

    private YamlTree(String text) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST);
        limits.setNestingDepthLimit(DEEPEST);
        this.events = new Yaml(limits).parse(new StringReader(text)).iterator();
    }

    /** What keeps a file from being read further. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final int line;

        Unreadable(int line, String text) {
            super(text);
            this.line = line;
        }

        YamlFault fault() {
            return new YamlFault(line, String.valueOf(getMessage()));
        }
    }

    /** @throws Unreadable at the first thing that is no YAML, or not allowed here */
    static YamlValue read(String text) throws Unreadable {
        if (text.length() > MOST) {
            throw new Unreadable(1, "the file has more than " + MOST / 1024 + " KiB: import it in parts");
        }
        try {
            return new YamlTree(text).document();
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw new Unreadable(
                    mark == null ? 1 : mark.getLine() + 1, "this is no YAML: " + Names.shortened(e.getProblem()));
        } catch (YAMLException e) {
            throw new Unreadable(1, "this is no YAML: " + Names.shortened(String.valueOf(e.getMessage())));
        }
    }

    private YamlValue document() throws Unreadable {
        Event event = events.next();
        while (!(event instanceof DocumentStartEvent)) {
            if (!events.hasNext()) {
                return YamlValue.Fields.NONE;
            }
            event = events.next();
        }
        YamlValue value = value(events.next(), 0);
        while (events.hasNext()) {
            Event more = events.next();
            if (more instanceof DocumentStartEvent) {
                throw new Unreadable(line(more), "a second document begins here: a file has only one");
            }
        }
        return value;
    }

    private YamlValue value(Event event, int depth) throws Unreadable {
        requirePlain(event, depth);
        if (event instanceof ScalarEvent scalar) {
            boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
            return plain && NOTHING.contains(scalar.getValue())
                    ? new YamlValue.Nothing(line(event))
                    : new YamlValue.Text(scalar.getValue(), line(event));
        }
        if (event instanceof SequenceStartEvent) {
            List<YamlValue> items = new ArrayList<>();
            for (Event item = events.next(); !item.is(Event.ID.SequenceEnd); item = events.next()) {
                items.add(value(item, depth + 1));
            }
            return new YamlValue.Items(items, line(event));
        }
        if (event instanceof MappingStartEvent) {
            return fields(event, depth);
        }
        throw new Unreadable(line(event), "there is no value here");
    }

    private YamlValue fields(Event start, int depth) throws Unreadable {
        Map<String, YamlValue> fields = new LinkedHashMap<>();
        for (Event key = events.next(); !key.is(Event.ID.MappingEnd); key = events.next()) {
            requirePlain(key, depth);
            if (!(key instanceof ScalarEvent scalar)) {
                throw new Unreadable(line(key), "a name must be a text");
            }
            String name = unbracketed(scalar.getValue());
            if (fields.containsKey(name)) {
                throw new Unreadable(line(key), "'" + Names.shortened(name) + "' stands here for the second time");
            }
            fields.put(name, value(events.next(), depth + 1));
        }
        return new YamlValue.Fields(fields, line(start));
    }

    /** Spring Boot takes each character of a name in brackets as it stands. */
    private static String unbracketed(String name) {
        return name.length() > 2 && name.startsWith("[") && name.endsWith("]")
                ? name.substring(1, name.length() - 1)
                : name;
    }

    private static void requirePlain(Event event, int depth) throws Unreadable {
        if (event instanceof AliasEvent || (event instanceof NodeEvent node && node.getAnchor() != null)) {
            throw new Unreadable(line(event), "anchors and aliases are not read: write the value out");
        }
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
        if (tag != null) {
            throw new Unreadable(line(event), "the tag " + Names.shortened(tag) + " is not read: leave it away");
        }
        if (depth > DEEPEST) {
            throw new Unreadable(line(event), "this is nested too deeply");
        }
    }

    private static int line(Event event) {
        Mark mark = event.getStartMark();
        return mark == null ? 1 : mark.getLine() + 1;
    }
}
