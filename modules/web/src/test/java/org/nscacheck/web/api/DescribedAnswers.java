/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultHandler;
import org.springframework.web.servlet.HandlerMapping;

/** Compares each answer of the API, of whatever test, with its schema in the description. */
final class DescribedAnswers implements ResultHandler {

    private static final Map<String, Object> DOCUMENT = OpenApi.document("/");
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Override
    public void handle(MvcResult result) throws Exception {
        MockHttpServletResponse answer = result.getResponse();
        Object pattern = result.getRequest().getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String type = answer.getContentType();
        if (pattern == null || type == null || !type.contains("json")) {
            return;
        }
        String path = pattern.toString().substring("/nscacheck/api/v1".length());
        String method = String.valueOf(result.getRequest().getMethod()).toLowerCase(java.util.Locale.ROOT);
        Map<?, ?> responses = map(map(map(DOCUMENT, "paths"), path, method), "responses");
        Object described = responses.get(String.valueOf(answer.getStatus()));
        Map<?, ?> content = map((Map<?, ?>) (described == null ? responses.get("default") : described), "content");
        assertThat(content.containsKey(type))
                .as(method + " " + path + " " + answer.getStatus())
                .isTrue();
        String body = answer.getContentAsString(StandardCharsets.UTF_8);
        assertThat(schema(map(content, type, "schema")).validate(body, InputFormat.JSON))
                .as(method + " " + path + " " + body)
                .isEmpty();
    }

    private static Schema schema(Map<?, ?> schema) {
        Map<Object, Object> whole = new LinkedHashMap<>(schema);
        whole.put("components", DOCUMENT.get("components"));
        return REGISTRY.getSchema(new String(JsonWriter.bytes(whole), StandardCharsets.UTF_8), InputFormat.JSON);
    }

    private static Map<?, ?> map(Map<?, ?> in, String... names) {
        Map<?, ?> found = in;
        for (String name : names) {
            assertThat(found.containsKey(name)).as("description of " + name).isTrue();
            found = (Map<?, ?>) found.get(name);
        }
        return found;
    }
}
