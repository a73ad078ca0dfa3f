/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** The form of a page as a browser would send it. */
final class ShownForm {

    private static final Pattern FORM =
            Pattern.compile("<form [^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern FIELD =
            Pattern.compile("<input\\b([^>]*)>|<select\\b([^>]*)>(.*?)</select>", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("<option\\b([^>]*)>", Pattern.DOTALL);

    private final String action;
    private final List<Field> fields = new ArrayList<>();

    /**
     * A field of the form.
     *
     * @param type of an input, or "select"
     * @param sent whether a browser sends the value: not that of a box which is not ticked
     * @param options values of a select
     */
    record Field(String name, String id, String type, String value, boolean sent, List<String> options) {

        boolean isOneOfMany() {
            return type.equals("radio") || type.equals("checkbox");
        }
    }

    private ShownForm(String action, String html) {
        this.action = action;
        Matcher matcher = FIELD.matcher(html);
        while (matcher.find()) {
            fields.add(matcher.group(1) != null ? input(matcher.group(1)) : select(matcher.group(2), matcher.group(3)));
        }
    }

    /** Returns the one form of a page that has fields to fill in. */
    static ShownForm of(String page) {
        Matcher matcher = FORM.matcher(page);
        while (matcher.find()) {
            ShownForm form = new ShownForm(HtmlUtils.htmlUnescape(matcher.group(1)), matcher.group(2));
            if (!form.fields.isEmpty()) {
                return form;
            }
        }
        throw new AssertionError("no form in " + page);
    }

    private static Field input(String tag) {
        String type = attribute(tag, "type").orElse("text");
        boolean sent = !(type.equals("radio") || type.equals("checkbox"))
                || attribute(tag, "checked").isPresent();
        return new Field(
                attribute(tag, "name").orElse(""),
                attribute(tag, "id").orElse(""),
                type,
                attribute(tag, "value").orElse(""),
                sent,
                List.of());
    }

    private static Field select(String tag, String options) {
        List<String> values = new ArrayList<>();
        String selected = null;
        Matcher option = OPTION.matcher(options);
        while (option.find()) {
            String value = attribute(option.group(1), "value").orElse("");
            values.add(value);
            if (selected == null || attribute(option.group(1), "selected").isPresent()) {
                selected = value;
            }
        }
        return new Field(
                attribute(tag, "name").orElse(""),
                attribute(tag, "id").orElse(""),
                "select",
                selected == null ? "" : selected,
                true,
                values);
    }

    private static Optional<String> attribute(String tag, String name) {
        Matcher matcher = Pattern.compile("(?:^|\\s)" + name + "=\"([^\"]*)\"").matcher(tag);
        return matcher.find() ? Optional.of(HtmlUtils.htmlUnescape(matcher.group(1))) : Optional.empty();
    }

    String action() {
        return action;
    }

    List<Field> fields() {
        return fields;
    }

    /** Returns what a browser sends. */
    Map<String, List<String>> values() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        fields.stream().filter(Field::sent).forEach(field -> values.computeIfAbsent(
                        field.name(), name -> new ArrayList<>())
                .add(field.value()));
        return values;
    }
}
