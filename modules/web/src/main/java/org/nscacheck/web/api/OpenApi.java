/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.nscacheck.admin.DeliveryQuery;
import org.nscacheck.policy.PolicyKind;

/** The description of the API by OpenAPI 3.1.0, made of {@link Routes}. */
final class OpenApi {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";

    private final Schemas schemas = new Schemas();

    private OpenApi() {}

    /** @param base address of the API, as the one who asks sees it */
    static Map<String, Object> document(String base) {
        return new OpenApi().write(base);
    }

    private Map<String, Object> write(String base) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Route route : Routes.ALL) {
            paths.computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
                    .put(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        paths.put("/openapi.json", Map.of("get", self()));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "nscacheck", "version", "1"));
        document.put("servers", List.of(Map.of("url", base)));
        document.put("security", List.of(Map.of("token", List.of())));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        schemas.components(),
                        "securitySchemes",
                        Map.of("token", Map.of("type", "http", "scheme", "bearer"))));
        return document;
    }

    private Map<String, Object> self() {
        Map<String, Object> content = Map.of(JSON, Map.of("schema", Map.of("type", "object")));
        return Map.of(
                "operationId",
                "get_openapi.json",
                "summary",
                "This description.",
                "responses",
                Map.of("200", Map.of("description", "done", "content", content), "default", problem()));
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put(
                "operationId",
                route.method().toLowerCase(Locale.ROOT)
                        + route.path().replaceAll("[{}]", "").replace('/', '_'));
        operation.put("summary", route.summary());
        operation.put("description", "Needs a token of the scope " + route.scope() + " or beyond.");
        List<Object> parameters = parameters(route);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (route.input() != null) {
            operation.put("requestBody", Map.of("required", true, "content", body(route.input())));
        }
        operation.put(
                "responses", Map.of(String.valueOf(route.answer().status()), answer(route), "default", problem()));
        return operation;
    }

    private Map<String, Object> body(Class<? extends Record> input) {
        return input == Inputs.Yaml.class ? text(YAML) : Map.of(JSON, Map.of("schema", schemas.reference(input, true)));
    }

    private static Map<String, Object> text(String type) {
        return Map.of(type, Map.of("schema", Map.of("type", "string")));
    }

    private static List<Object> parameters(Route route) {
        List<Object> parameters = new ArrayList<>();
        PLACE.matcher(route.path())
                .results()
                .map(MatchResult::group)
                .forEach(place -> parameters.add(parameter(route, place.substring(1, place.length() - 1), "path")));
        route.query().forEach(name -> parameters.add(parameter(route, name, "query")));
        if (route.needsVersion()) {
            parameters.add(parameter(route, "If-Match", "header"));
        }
        return parameters;
    }

    private static Map<String, Object> parameter(Route route, String name, String in) {
        boolean ofDelivery = route.path().startsWith("/deliveries");
        Map<String, Object> schema = ofDelivery ? ofDelivery(name) : schema(name);
        return Map.of("name", name, "in", in, "required", !in.equals("query"), "schema", schema);
    }

    private static Map<String, Object> ofDelivery(String name) {
        return switch (name) {
            case "id" -> Map.of("type", "integer", "minimum", 1);
            case "group" -> words(DeliveriesResource.GROUPS);
            case "state" -> words(DeliveriesResource.STATES);
            case "limit" -> number(DeliveryQuery.MAX_SIZE);
            default -> schema(name);
        };
    }

    private static Map<String, Object> schema(String name) {
        return switch (name) {
            case "id", "check", "server" -> Map.of("type", "string", "format", "uuid");
            case "kind" ->
                words(Arrays.stream(PolicyKind.values()).map(PolicyKind::key).toList());
            case "state" -> words(ChecksResource.STATES);
            case "sort" -> words(ChecksResource.SORTS);
            case "limit" -> number(Page.MOST);
            case "dry-run", "remove" -> Map.of("type", "boolean");
            case "points" -> number(ChecksResource.MOST_POINTS);
            case "contact-group" -> Map.of("type", "array", "items", Map.of("type", "string"));
            default -> Map.of("type", "string");
        };
    }

    private static Map<String, Object> words(List<String> words) {
        return Map.of("type", "string", "enum", words);
    }

    private static Map<String, Object> number(int most) {
        return Map.of("type", "integer", "minimum", 1, "maximum", most);
    }

    private Map<String, Object> answer(Route route) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("description", "done");
        Class<? extends Record> type = route.answer().type();
        if (route.answer().shape() == Route.Shape.TEXT) {
            answer.put("content", text("text/plain"));
        } else if (route.answer().shape() == Route.Shape.YAML) {
            answer.put("content", text(YAML));
        } else if (type != null) {
            Map<String, Object> one = schemas.reference(type, false);
            answer.put(
                    "content",
                    Map.of(JSON, Map.of("schema", route.answer().shape() == Route.Shape.LIST ? list(one) : one)));
        }
        if (route.answer().shape() == Route.Shape.TAGGED) {
            answer.put(
                    "headers",
                    Map.of(
                            "ETag",
                            Map.of("description", "its version, for If-Match", "schema", Map.of("type", "string"))));
        }
        return answer;
    }

    private static Map<String, Object> list(Map<String, Object> one) {
        return Map.of(
                "type",
                "object",
                "required",
                List.of("items", "next"),
                "additionalProperties",
                false,
                "properties",
                Map.of(
                        "items",
                        Map.of("type", "array", "items", one),
                        "next",
                        Map.of("type", List.of("string", "null"), "description", "what to send as after")));
    }

    private Map<String, Object> problem() {
        return Map.of(
                "description",
                "not done, and why",
                "content",
                Map.of("application/problem+json", Map.of("schema", schemas.reference(Problem.class, false))));
    }
}
