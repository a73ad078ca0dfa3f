/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The description of the API is one that a parser of OpenAPI 3.1 takes. */
class OpenApiTest {

    private static SwaggerParseResult parsed(String text) {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        return new OpenAPIV3Parser().readContents(text, null, options);
    }

    private static String text() {
        return new String(JsonWriter.bytes(OpenApi.document("/shop/nscacheck/api/v1")), StandardCharsets.UTF_8);
    }

    @Test
    void isTakenByAParserWithoutAComplaint() {
        SwaggerParseResult result = parsed(text());
        assertThat(result.getMessages()).isEmpty();
        OpenAPI api = result.getOpenAPI();
        assertThat(api.getSpecVersion()).isEqualTo(SpecVersion.V31);
        assertThat(api.getPaths()).hasSizeGreaterThan(20);
        Set<String> ids = new HashSet<>();
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(operation -> assertThat(ids.add(operation.getOperationId()))
                        .as(operation.getOperationId())
                        .isTrue());
        assertThat(api.getComponents().getSchemas()).containsKeys("CheckDetail", "NewCheckInput", "Problem");
    }

    @Test
    void theParserComplainsAboutADamagedOne() {
        assertThat(parsed(text().replace("\"responses\"", "\"answers\"")).getMessages())
                .isNotEmpty();
        assertThat(List.of(text().split("\"operationId\""))).hasSizeGreaterThan(30);
    }
}
