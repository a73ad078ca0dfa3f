/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckTransaction;
import org.nscacheck.NscaCheck;
import org.nscacheck.NscaParam;
import org.nscacheck.Range;
import org.nscacheck.Uom;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.HandlerKey;
import org.nscacheck.check.Parameter;
import org.nscacheck.schedule.Cron;
import org.nscacheck.schedule.Durations;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.threshold.Thresholds;

/**
 * Reads one annotated method. Collects faults instead of stopping at the first, so that a person who mends the code has to
 * start the application only once more.
 */
final class MethodReader {

    private final String beanName;
    private final Method method;
    private final NscaCheck annotation;
    private final UnaryOperator<String> placeholders;
    private final List<String> faults;

    /**
     * @param method the annotated method as written in the source
     * @param placeholders resolves {@code ${...}} from properties
     * @param faults receives what is wrong
     */
    MethodReader(
            String beanName,
            Method method,
            NscaCheck annotation,
            UnaryOperator<String> placeholders,
            List<String> faults) {
        this.beanName = beanName;
        this.method = method;
        this.annotation = annotation;
        this.placeholders = placeholders;
        this.faults = faults;
    }

    /**
     * Returns the definition, or null if the method has a fault.
     *
     * @param invocable the method to call on the bean
     * @param transactions gives what opens a transaction, or null if the application has no transaction manager
     */
    @Nullable
    CheckDefinition read(
            Supplier<Object> bean,
            Method invocable,
            Cron.Parser crons,
            Function<CheckTransaction, AnnotatedMethod.@Nullable Around> transactions) {
        int before = faults.size();
        requireCallable();
        String key = key();
        ReturnReader reader = reader();
        List<Parameter> parameters = parameters();
        AnnotatedMethod.Around around = around(transactions);
        ScheduleSpec schedule = read(() -> schedule(crons));
        Duration timeout = read(() -> annotation.timeout().isEmpty()
                ? CheckDefinition.DEFAULT_TIMEOUT
                : Durations.parse(text(annotation.timeout())));
        boolean active = truth(text(annotation.enabled()));
        requireRunbook();
        if (faults.size() > before || reader == null || schedule == null || timeout == null) {
            return null;
        }
        String service = text(annotation.service());
        String host = text(annotation.host());
        return read(() -> new CheckDefinition(
                new HandlerKey(key),
                origin(),
                service.isEmpty() ? key : service,
                text(annotation.description()),
                text(annotation.runbook()),
                schedule,
                timeout,
                host.isEmpty() ? null : host,
                texts(annotation.servers()),
                texts(annotation.tags()),
                annotation.scope(),
                annotation.onError(),
                annotation.onTimeout(),
                annotation.allowVoid(),
                active,
                parameters,
                new AnnotatedMethod(bean, invocable, parameters, reader, around)));
    }

    private String origin() {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName() + "()";
    }

    private void fault(String text) {
        faults.add(origin() + " " + text);
    }

    private <T> @Nullable T read(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            fault("is not valid: " + e.getMessage());
            return null;
        }
    }

    private String text(String attribute) {
        return attribute.isEmpty() ? attribute : placeholders.apply(attribute);
    }

    private List<String> texts(String[] attribute) {
        return Arrays.stream(attribute).map(this::text).toList();
    }

    private void requireCallable() {
        if (Modifier.isStatic(method.getModifiers())) {
            fault("is static: a check is a method of a bean, remove 'static'");
        } else if (Modifier.isPrivate(method.getModifiers())) {
            fault("is private, so a proxy of the bean cannot be asked: make it package-private or public");
        }
    }

    private String key() {
        if (!annotation.value().isEmpty() && !annotation.key().isEmpty()) {
            fault("has both value '" + annotation.value() + "' and key '" + annotation.key() + "': they mean the same,"
                    + " keep one");
        }
        String given = text(annotation.value().isEmpty() ? annotation.key() : annotation.value());
        return given.isEmpty() ? kebab(beanName) + "." + kebab(method.getName()) : given;
    }

    private static String kebab(String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return simple.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1-$2")
                .replaceAll("[^A-Za-z0-9_-]", "-")
                .toLowerCase(Locale.ROOT);
    }

    private @Nullable ReturnReader reader() {
        Class<?> type = method.getReturnType();
        boolean limited = !annotation.warn().isEmpty() || !annotation.crit().isEmpty();
        if (ReturnReader.isNumber(type)) {
            if (!limited) {
                fault("returns " + type.getSimpleName()
                        + ", which can mean two things. If it is a measured value, declare"
                        + " its limits: @NscaCheck(warn = \"10\", crit = \"20\"). If it is a return code, return"
                        + " CheckResult.of(rc, message) or Status");
                return null;
            }
        } else if (limited || hasNumberAttributes()) {
            fault("returns " + type.getSimpleName()
                    + " but declares label, uom, warn, crit, min or max, which belong to a"
                    + " returned number: set them on the metric in the CheckResult instead");
        }
        if ((type == void.class || type == Void.class) && !annotation.allowVoid()) {
            fault("returns nothing: return a CheckResult, or set allowVoid = true if it is never to report anything");
        }
        ReturnReader.NumberCheck number = read(this::numberCheck);
        if (number == null) {
            return null;
        }
        ReturnReader reader = ReturnReader.of(method, number);
        if (reader == null) {
            fault("returns " + method.getGenericReturnType().getTypeName() + ". An @NscaCheck method returns "
                    + ReturnReader.ACCEPTED + ". Action: return CheckResult.ok(...).build() and the like");
        }
        return reader;
    }

    private boolean hasNumberAttributes() {
        return !(annotation.label() + annotation.uom() + annotation.min() + annotation.max()).isEmpty();
    }

    private ReturnReader.NumberCheck numberCheck() {
        String uom = text(annotation.uom());
        return new ReturnReader.NumberCheck(
                annotation.label().isEmpty() ? "value" : text(annotation.label()),
                Uom.ofSymbol(uom)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "unit '" + uom + "' is not one of s, ms, us, %, B, KB, MB, GB, TB, c")),
                new Thresholds(range(annotation.warn()), range(annotation.crit())),
                number(annotation.min()),
                number(annotation.max()));
    }

    private @Nullable Range range(String attribute) {
        return attribute.isEmpty() ? null : Range.parse(text(attribute));
    }

    private @Nullable BigDecimal number(String attribute) {
        if (attribute.isEmpty()) {
            return null;
        }
        try {
            return new BigDecimal(text(attribute));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text(attribute) + "' is not a number", e);
        }
    }

    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        for (java.lang.reflect.Parameter declared : method.getParameters()) {
            Parameter parameter = read(() -> parameter(declared));
            if (parameter != null) {
                parameters.add(parameter);
            }
        }
        return parameters;
    }

    private Parameter parameter(java.lang.reflect.Parameter declared) {
        NscaParam param = declared.getAnnotation(NscaParam.class);
        String name = param == null ? "" : param.value();
        if (name.isEmpty() && !declared.isNamePresent()) {
            throw new IllegalArgumentException("the name of its parameter of type "
                    + declared.getType().getSimpleName()
                    + " is not known: compile with -parameters, or name it by @NscaParam(\"name\")");
        }
        return new Parameter(
                name.isEmpty() ? declared.getName() : name,
                declared.getParameterizedType(),
                param == null || param.defaultValue().isEmpty() ? null : text(param.defaultValue()),
                param == null || param.min().isEmpty() ? null : text(param.min()),
                param == null || param.max().isEmpty() ? null : text(param.max()),
                param == null ? List.of() : List.of(param.options()),
                param == null ? "" : param.description());
    }

    private AnnotatedMethod.Around around(Function<CheckTransaction, AnnotatedMethod.@Nullable Around> transactions) {
        if (annotation.transaction() == CheckTransaction.NONE) {
            return AnnotatedMethod.Call::invoke;
        }
        AnnotatedMethod.Around around = transactions.apply(annotation.transaction());
        if (around == null) {
            fault(
                    "asks for a transaction, but the application has no single PlatformTransactionManager: add one or mark it"
                            + " @Primary");
            return AnnotatedMethod.Call::invoke;
        }
        return around;
    }

    private ScheduleSpec schedule(Cron.Parser crons) {
        String every = text(annotation.every());
        String cron = text(annotation.cron());
        String zone = text(annotation.zone());
        if (every.isEmpty() && cron.isEmpty()) {
            return new ScheduleSpec(ScheduleSpec.DEFAULT.every(), null, zone.isEmpty() ? null : zone);
        }
        ScheduleSpec spec = new ScheduleSpec(
                every.isEmpty() ? null : every, cron.isEmpty() ? null : cron, zone.isEmpty() ? null : zone);
        // The zone of the reader does not matter here: this only finds out whether the text can be read.
        new ScheduleSpec.Reader(crons, java.time.ZoneOffset.UTC).read(spec);
        return spec;
    }

    private boolean truth(String text) {
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        if (!text.equalsIgnoreCase("true")) {
            fault("has enabled = '" + text + "': expected true or false");
        }
        return true;
    }

    private void requireRunbook() {
        String runbook = text(annotation.runbook());
        if (runbook.isEmpty()) {
            return;
        }
        String scheme = read(() -> String.valueOf(URI.create(runbook).getScheme()));
        if (scheme != null && !scheme.equals("http") && !scheme.equals("https")) {
            fault("has the runbook '" + runbook + "': only http and https links are allowed");
        }
    }
}
