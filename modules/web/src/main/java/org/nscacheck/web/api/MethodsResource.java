/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Actor;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.Parameter;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What checks can be made of. */
@RestController
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/api/v1/methods")
public final class MethodsResource extends ApiController {

    public MethodsResource(Api api) {
        super(api);
    }

    /**
     * What a check can be made of.
     *
     * @param key what a check names as its {@code method}
     * @param description what it looks at, may be empty
     * @param tags words for grouping
     * @param parameters what can be set for a check, by name
     * @param defaults what applies unless a check sets something else
     */
    record Method(
            String key, String description, List<String> tags, List<ParameterItem> parameters, CheckSettings defaults) {

        static Method of(CheckDefinition definition) {
            return new Method(
                    definition.key().value(),
                    definition.description(),
                    definition.tags(),
                    definition.parameters().stream().map(ParameterItem::of).toList(),
                    definition.defaults());
        }
    }

    /**
     * A typed value that can be set for a check.
     *
     * @param type name of its type in Java
     * @param defaultValue what is bound when nothing is set, or null if it must be set
     * @param min lowest value, or null
     * @param max highest value, or null
     * @param options the only values, empty for any
     * @param description for people, may be empty
     */
    record ParameterItem(
            String name,
            String type,
            @Nullable String defaultValue,
            @Nullable String min,
            @Nullable String max,
            List<String> options,
            String description) {

        static ParameterItem of(Parameter parameter) {
            return new ParameterItem(
                    parameter.name(),
                    parameter.type().getTypeName(),
                    parameter.defaultValue(),
                    parameter.min(),
                    parameter.max(),
                    parameter.options(),
                    parameter.description());
        }
    }

    @GetMapping
    ResponseEntity<byte[]> list(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @RequestParam Map<String, String> given) {
        Query query = Query.of(given, "limit", "after");
        List<Method> methods =
                api.overview().catalog(actor).stream().map(Method::of).toList();
        return ok(Page.of(methods, Method::key, false, query));
    }
}
