/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.Parameter;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.matrix.Row;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.util.HtmlUtils;

/** What holds of every form, whatever its fields. */
class FormsTest {

    private static RunningScreens running;

    @BeforeAll
    static void start() throws Exception {
        running = RunningScreens.with(List.of(definition("queue"), definition("stock")));
        for (String kind : running.kinds()) {
            ShownForm form = opened("/nscacheck/servers/new?kind=" + kind);
            Map<String, List<String>> values = filled(form, kind);
            assertThat(sent(form.action(), values).getStatus()).as(kind).isEqualTo(302);
        }
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static CheckDefinition definition(String key) {
        return CheckDefinition.of(
                        new CheckKey(key), "Service " + key, ScheduleSpec.every("1h"), context -> CheckResult.ok("fine")
                                .build())
                .toBuilder()
                .origin("Shop." + key + "()")
                .description("What it looks at")
                .parameters(List.of(
                        new Parameter("limit", int.class, "5", "1", "100", List.of(), "How many"),
                        new Parameter("folder", String.class, "inbox", null, null, List.of("inbox", "sent"), "Where"),
                        new Parameter("exact", boolean.class, "false", null, null, List.of(), ""),
                        new Parameter("age", Duration.class, "5m", null, null, List.of(), "")))
                .build();
    }

    private static Map<String, List<String>> filled(ShownForm form, String name) {
        Map<String, List<String>> values = new HashMap<>(form.values());
        values.put("name", List.of(name));
        values.put("host", List.of("127.0.0.1"));
        values.put("port", List.of("5667"));
        values.put("node-host-name", List.of("shop"));
        values.put("secret", List.of(name.equals("nagios-files") ? "" : "password"));
        form.fields().stream()
                .filter(field -> field.name().equals("setting.identity"))
                .forEach(field -> values.put(field.name(), List.of("shop")));
        return values;
    }

    private static ShownForm opened(String address) throws Exception {
        MockHttpServletResponse answer = running.answer(get(address));
        assertThat(answer.getStatus()).as(address).isEqualTo(200);
        return ShownForm.of(answer.getContentAsString());
    }

    private static MockHttpServletResponse sent(String address, Map<String, List<String>> values) throws Exception {
        MockHttpServletRequestBuilder request = post(address);
        values.forEach((name, all) -> request.param(name, all.toArray(String[]::new)));
        return running.answer(request);
    }

    /** Returns the addresses of all forms that a person fills in, for new things and for those that there are. */
    private static List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        for (StoredCheck check : running.nsca().stores().checks().findAll()) {
            addresses.add("/nscacheck/checks/new?method=" + check.key());
            addresses.add("/nscacheck/checks/" + check.id() + "/edit");
        }
        running.kinds().forEach(kind -> addresses.add("/nscacheck/servers/new?kind=" + kind));
        for (Server server : running.nsca().stores().servers().findAll()) {
            addresses.add("/nscacheck/servers/" + server.id());
        }
        return addresses;
    }

    @Test
    void namesEachFieldOfEachFormOnce() throws Exception {
        assertThat(addresses()).hasSizeGreaterThan(9);
        for (String address : addresses()) {
            String page = running.answer(get(address)).getContentAsString();
            List<ShownForm.Field> fields = ShownForm.of(page).fields();
            assertThat(fields.stream().filter(field -> !field.isOneOfMany()).map(ShownForm.Field::name))
                    .as(address)
                    .doesNotHaveDuplicates()
                    .doesNotContain("");
            List<String> ids = new ArrayList<>();
            Matcher id = Pattern.compile("\\sid=\"([^\"]*)\"").matcher(page);
            while (id.find()) {
                ids.add(id.group(1));
            }
            assertThat(ids).as(address).doesNotHaveDuplicates();
        }
    }

    @Test
    void refusesAValueThatComesTwice() throws Exception {
        for (String address : addresses()) {
            ShownForm form = opened(address);
            Map<String, List<String>> values = new HashMap<>(form.values());
            List<String> filled = typed(form);
            filled.forEach(field -> values.put(field, List.of("13", "14")));
            MockHttpServletResponse answer = sent(form.action(), values);
            assertThat(answer.getStatus()).as(address).isEqualTo(422);
            String page = answer.getContentAsString();
            assertThat(refused(page)).as(address).containsAll(filled);
            assertThat(page.split("was sent twice", -1).length - 1).as(address).isGreaterThanOrEqualTo(filled.size());
        }
    }

    /** Returns the names of the fields into which a value can be typed, or for which a menu has them. */
    private static List<String> typed(ShownForm form) {
        return form.fields().stream()
                .filter(field -> !field.isOneOfMany() && !field.type().equals("hidden"))
                .map(ShownForm.Field::name)
                .toList();
    }

    /** Returns the fields that a page says something is wrong with. */
    private static Set<String> refused(String page) {
        Set<String> fields = new HashSet<>();
        Matcher link = Pattern.compile("href=\"#([^\"]+)\"").matcher(page);
        while (link.find()) {
            fields.add(link.group(1));
        }
        return fields;
    }

    private static String stored() {
        return running.nsca().stores().checks().findAll().stream()
                        .sorted(Comparator.comparing(StoredCheck::name))
                        .toList()
                + " "
                + running.nsca().stores().servers().findAll();
    }

    private static String withoutVersions(String stored) {
        return stored.replaceAll("version=\\d+", "");
    }

    @Test
    void changesNothingWhenAFormIsSavedAsItWasOpened() throws Exception {
        for (String address : addresses()) {
            if (address.contains("/new")) {
                continue;
            }
            String before = withoutVersions(stored());
            ShownForm form = opened(address);
            assertThat(sent(form.action(), form.values()).getStatus())
                    .as(address)
                    .isEqualTo(302);
            assertThat(withoutVersions(stored())).as(address).isEqualTo(before);
            assertThat(opened(address).values())
                    .as(address)
                    .usingRecursiveComparison()
                    .ignoringFields("version")
                    .isEqualTo(form.values());
        }
    }

    /** Another value that a field can have, nothing for one that only makes sense together with others. */
    private static Optional<String> other(ShownForm.Field field) {
        Map<String, String> texts = Map.ofEntries(
                Map.entry("service", "Another service"),
                Map.entry("host", "another.example"),
                Map.entry("port", "4711"),
                Map.entry("node-host-name", "another"),
                Map.entry("argument.limit", "42"),
                Map.entry("argument.exact", "true"),
                Map.entry("argument.age", "7m"),
                Map.entry("spread", "9s"),
                Map.entry("timeout", "11s"),
                Map.entry("attempts", "3"),
                Map.entry("setting.identity", "someone"),
                Map.entry("setting.connect-timeout", "4s"),
                Map.entry("setting.read-timeout", "4s"),
                Map.entry("setting.probation", "2s"));
        if (field.type().equals("select")
                && !Set.of("every-unit", "report-each", "setting.transport", "setting.flavour")
                        .contains(field.name())) {
            return field.options().stream()
                    .filter(option -> !option.equals(field.value()) && !option.isEmpty())
                    .reduce((one, next) -> next);
        }
        return Optional.ofNullable(texts.get(field.name()));
    }

    @Test
    void keepsEachFieldAsItWasSet() throws Exception {
        int set = 0;
        for (String address : addresses()) {
            if (address.contains("/new")) {
                continue;
            }
            ShownForm form = opened(address);
            Map<String, List<String>> values = new LinkedHashMap<>(form.values());
            values.replace("secret", List.of("password of a length"));
            values.put("name", List.of("\u202E name of " + address.hashCode())); // comes back as it was typed
            for (ShownForm.Field field : form.fields()) {
                other(field).ifPresent(value -> values.put(field.name(), List.of(value)));
            }
            if (address.contains("/checks/")) {
                values.put("schedule", List.of("every"));
                values.put("every-number", List.of("17"));
                values.put("every-unit", List.of("h"));
                values.put("zone", List.of("Europe/Paris"));
                values.put("retry-interval", List.of("31s"));
                values.put("report-each", List.of("true"));
                values.put("service", List.of("Another service of " + address.hashCode()));
            }
            MockHttpServletResponse saved = sent(form.action(), values);
            assertThat(saved.getStatus())
                    .as(address + saved.getContentAsString())
                    .isEqualTo(302);
            Map<String, List<String>> shown =
                    new LinkedHashMap<>(opened(address).values());
            for (Map<String, List<String>> map : List.of(values, shown)) {
                map.keySet().removeAll(List.of("version", "secret"));
                map.values().removeIf(List.of("")::equals);
            }
            assertThat(shown).as(address).isEqualTo(values);
            set++;
        }
        assertThat(set).isEqualTo(5);
    }

    @Test
    @Row(
            value = "R72",
            done = "each hostile value in each field of each form is a fault at its field or is stored as it was typed,"
                    + " never an error page")
    void refusesEachHostileValueAtItsFieldOrKeepsIt() throws Exception {
        List<String> hostile = List.of(
                "a\u0000b",
                "a\nb",
                "a\u202Eb",
                "n".repeat(1 << 20),
                "0,".repeat(100_000) + "0 0 3 * * ?",
                "0,".repeat(490) + "0 0 3 * * ?",
                "99999999999999999999d");
        // One of each form: the fields are the same for each check.
        List<String> addresses = addresses();
        for (String address : addresses.subList(2, addresses.size())) {
            for (String value : hostile) {
                if (address.contains("/checks/new") || address.contains("/servers/new")) {
                    requireRefused(address, value);
                } else if (address.contains("/checks/")) {
                    requireRefusedOrKept(address, value, "cron", Set.of("every-number", "every-unit"));
                    requireRefusedOrKept(address, value, "every", Set.of("cron"));
                } else {
                    requireRefusedOrKept(address, value, "", Set.of());
                }
            }
        }
    }

    /** What is the same for a new thing and a stored one is seen at the stored one; of a new one nothing shall be stored. */
    private static void requireRefused(String address, String hostile) throws Exception {
        ShownForm form = opened(address);
        Map<String, List<String>> values = new HashMap<>(form.values());
        typed(form).forEach(field -> values.put(field, List.of(hostile)));
        assertThat(sent(form.action(), values).getStatus())
                .as(address + " " + words(hostile))
                .isEqualTo(422);
    }

    /** Types the value into all fields at once, and puts back what is refused until the rest is stored. */
    private static void requireRefusedOrKept(String address, String hostile, String schedule, Set<String> unused)
            throws Exception {
        String what = address + " " + words(hostile);
        ShownForm form = opened(address);
        Map<String, List<String>> values = new LinkedHashMap<>(form.values());
        values.computeIfPresent("schedule", (name, was) -> List.of(schedule));
        List<String> kept = new ArrayList<>(typed(form));
        kept.removeAll(unused);
        kept.forEach(field -> values.put(field, List.of(hostile)));
        MockHttpServletResponse answer = sent(form.action(), values);
        while (answer.getStatus() != 302) {
            assertThat(answer.getStatus()).as(what).isEqualTo(422);
            String page = answer.getContentAsString();
            assertThat(page.length()).as(what).isLessThan(100_000);
            Set<String> refused = refused(page);
            refused.retainAll(kept);
            assertThat(refused)
                    .as(what + ", " + kept + " at none of them: " + page)
                    .isNotEmpty();
            kept.removeAll(refused);
            refused.forEach(field -> values.put(field, List.of(possible(form, field))));
            answer = sent(form.action(), values);
        }
        Map<String, List<String>> shown = opened(address).values();
        kept.remove("secret");
        for (String field : kept) {
            assertThat(shown.get(field)).as(what + " in " + field).isEqualTo(List.of(hostile));
        }
        Map<String, List<String>> before = new HashMap<>(form.values());
        before.put("version", shown.getOrDefault("version", List.of()));
        before.computeIfPresent("secret", (name, was) -> List.of("password"));
        assertThat(sent(form.action(), before).getStatus()).as(what).isEqualTo(302);
    }

    private static String possible(ShownForm form, String field) {
        return switch (field) {
            case "cron" -> "0 0 3 * * ?";
            case "every-number" -> "17";
            case "secret" -> "password";
            default -> form.values().getOrDefault(field, List.of("")).get(0);
        };
    }

    private static String words(String hostile) {
        return hostile.length() + " characters: "
                + HtmlUtils.htmlEscape(hostile.substring(0, Math.min(20, hostile.length())));
    }

    @Test
    void refusesWhatItWouldLeaveOut() throws Exception {
        String address = "/nscacheck/checks/"
                + running.nsca().stores().checks().findAll().get(0).id() + "/edit";
        ShownForm form = opened(address);
        for (Map.Entry<String, String> alone :
                List.of(Map.entry("zone", "Europe/Paris"), Map.entry("report-each", "true"))) {
            Map<String, List<String>> values = new HashMap<>(form.values());
            values.put("schedule", List.of("code"));
            values.put("attempts", List.of(""));
            values.put("retry-interval", List.of(""));
            values.put("zone", List.of(""));
            values.put("report-each", List.of(""));
            values.put(alone.getKey(), List.of(alone.getValue()));
            MockHttpServletResponse answer = sent(form.action(), values);
            assertThat(answer.getStatus()).as(alone.getKey()).isEqualTo(422);
            assertThat(refused(answer.getContentAsString())).contains(alone.getKey());
        }
    }

    @Test
    void noTemplateAsksOnTheTagThatItReplaces() throws Exception {
        // Thymeleaf replaces a tag before it looks at its condition, which then says nothing.
        Pattern both = Pattern.compile("<[^<>]*th:(if|unless)=[^<>]*th:(replace|insert)=[^<>]*>"
                + "|<[^<>]*th:(replace|insert)=[^<>]*th:(if|unless)=[^<>]*>");
        try (Stream<Path> templates = Files.list(Path.of("src/main/resources/META-INF/nscacheck/templates"))) {
            for (Path template : templates.toList()) {
                String tags = Files.readString(template).replaceAll("\"[^\"]*\"", "\"\"");
                assertThat(tags).as(template.toString()).doesNotContainPattern(both);
            }
        }
    }
}
