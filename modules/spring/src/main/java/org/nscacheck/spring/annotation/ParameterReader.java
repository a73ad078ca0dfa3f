/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.NscaParam;
import org.nscacheck.check.Parameter;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedMethod;

/** Reads the parameters of one annotated method; their annotations may also be those of an interface it implements. */
final class ParameterReader {

    private final Class<?> type;
    private final Method method;
    private final Attributes attributes;

    ParameterReader(Class<?> type, Method method, Attributes attributes) {
        this.type = type;
        this.method = method;
        this.attributes = attributes;
    }

    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (MethodParameter declared : new AnnotatedMethod(method).getMethodParameters()) {
            Parameter parameter = attributes.read(() -> parameter(declared));
            if (parameter != null) {
                parameters.add(parameter);
                if (!names.add(parameter.name())) {
                    attributes.fault("has two parameters named '" + parameter.name() + "'");
                }
            }
        }
        return parameters;
    }

    private Parameter parameter(MethodParameter declared) {
        NscaParam param = declared.getParameterAnnotation(NscaParam.class);
        return new Parameter(
                name(declared, param),
                GenericTypeResolver.resolveType(declared.getGenericParameterType(), type),
                param == null ? null : textOrNull(param.defaultValue()),
                param == null ? null : textOrNull(param.min()),
                param == null ? null : textOrNull(param.max()),
                param == null ? List.of() : attributes.texts(param.options()),
                param == null ? "" : attributes.text(param.description()));
    }

    private String name(MethodParameter declared, @Nullable NscaParam param) {
        String name = param == null ? "" : annotatedName(param);
        if (!name.isEmpty()) {
            return name;
        }
        java.lang.reflect.Parameter source = method.getParameters()[declared.getParameterIndex()];
        if (!source.isNamePresent()) {
            throw new IllegalArgumentException("the name of its parameter of type "
                    + declared.getParameterType().getSimpleName()
                    + " is not known: compile with -parameters, or name it by @NscaParam(\"name\")");
        }
        return source.getName();
    }

    private String annotatedName(NscaParam param) {
        String value = attributes.text(param.value());
        String name = attributes.text(param.name());
        if (!value.isEmpty() && !name.isEmpty() && !value.equals(name)) {
            throw new IllegalArgumentException("@NscaParam names one parameter twice, value '" + value + "' and name '"
                    + name + "': leave one of them out");
        }
        return value.isEmpty() ? name : value;
    }

    private @Nullable String textOrNull(String attribute) {
        String text = attributes.text(attribute);
        return text.isEmpty() ? null : text;
    }
}
