/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckScope;
import org.nscacheck.CheckTransaction;
import org.nscacheck.NscaCheck;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.Confirmation;
import org.nscacheck.check.Parameter;
import org.nscacheck.schedule.Cron;
import org.nscacheck.schedule.Durations;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Names;
import org.springframework.core.ResolvableType;

/** Reads what one annotated method declares. */
final class MethodReader {

    private final Class<?> type;
    private final Method method;
    private final NscaCheck annotation;
    private final Attributes attributes;
    private final String key;

    /**
     * @param type class of the bean, without proxy
     * @param method the annotated method as written in the source
     */
    MethodReader(String beanName, Class<?> type, Method method, NscaCheck annotation, Attributes attributes) {
        this.type = type;
        this.method = method;
        this.annotation = annotation;
        this.attributes = attributes;
        String given = attributes.text(annotation.value().isEmpty() ? annotation.key() : annotation.value());
        this.key = given.isEmpty() ? kebab(beanName) + "." + kebab(method.getName()) : given;
    }

    String key() {
        return key;
    }

    /** Returns whether the key comes from the names of bean and method and changes with them. */
    boolean isKeyDerived() {
        return annotation.value().isEmpty() && annotation.key().isEmpty();
    }

    private static String kebab(String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return simple.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1-$2")
                .replaceAll("[^A-Za-z0-9_-]", "-")
                .toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the definition, or null if the method has a fault.
     *
     * @param transactions gives what opens a transaction, or null if the application has no transaction manager
     */
    @Nullable
    CheckDefinition read(
            Supplier<Object> bean,
            Cron.Parser crons,
            Function<CheckTransaction, MethodHandler.@Nullable Around> transactions) {
        CheckKey handlerKey = handlerKey();
        ReturnReader reader = reader();
        List<Parameter> parameters = new ParameterReader(type, method, attributes).parameters();
        MethodHandler.Around around = around(transactions);
        ScheduleSpec schedule = attributes.read(() -> schedule(crons));
        Duration timeout = attributes.read(annotation.timeout(), MethodReader::timeout);
        Confirmation confirmation = confirmation();
        String service = service(handlerKey);
        String host = host();
        boolean active = active();
        String runbook = runbook();
        String description = attributes.text(annotation.description());
        List<String> servers = attributes.texts(annotation.servers());
        List<String> tags = attributes.texts(annotation.tags());
        List<CheckKey> formerly = formerly();
        String group = attributes.text(annotation.group());
        if (attributes.hasFaults()) {
            return null;
        }
        CheckSettings.Builder defaults = CheckSettings.builder()
                .service(service)
                .host(host)
                .schedule(schedule)
                .timeout(timeout)
                .servers(servers)
                .active(active)
                .onError(annotation.onError())
                .onTimeout(annotation.onTimeout())
                .allowVoid(annotation.allowVoid())
                .confirmation(confirmation)
                .runbook(runbook.isEmpty() ? null : runbook);
        CheckHandler handler = new MethodHandler(bean, method, parameters, Objects.requireNonNull(reader), around);
        return attributes.read(() -> CheckDefinition.builder(Objects.requireNonNull(handlerKey), handler)
                .origin(attributes.origin())
                .description(description)
                .tags(tags)
                .group(group)
                .scope(annotation.scope())
                .parameters(parameters)
                .defaults(defaults.build())
                .formerly(formerly)
                .build());
    }

    private List<CheckKey> formerly() {
        List<CheckKey> keys = new ArrayList<>();
        for (String former : attributes.texts(annotation.formerly())) {
            CheckKey read = attributes.read(() -> new CheckKey(former));
            if (read != null) {
                keys.add(read);
            }
        }
        return keys;
    }

    private @Nullable CheckKey handlerKey() {
        if (!annotation.value().isEmpty() && !annotation.key().isEmpty()) {
            attributes.fault("has both value '" + annotation.value() + "' and key '" + annotation.key()
                    + "': they mean the same, keep one");
        }
        return attributes.read(() -> new CheckKey(key));
    }

    private @Nullable String service(@Nullable CheckKey handlerKey) {
        if (!annotation.service().isEmpty() || handlerKey == null) {
            return attributes.read(annotation.service(), Names::requireService);
        }
        return attributes.read(() -> Names.requireService(key));
    }

    private @Nullable ReturnReader reader() {
        ResolvableType returned = ResolvableType.forMethodReturnType(method, type);
        Class<?> raw = returned.resolve(Object.class);
        if (ReturnReader.isNumber(raw)) {
            if (!NumberCheck.isLimited(annotation)) {
                attributes.fault(
                        "returns " + raw.getSimpleName() + ", which can mean two things. If it is a measured value,"
                                + " declare its limits: @NscaCheck(warn = \"10\", crit = \"20\"). If it is a return code, return"
                                + " CheckResult.of(rc, message) or Status");
            }
        } else if (NumberCheck.isDeclared(annotation)) {
            attributes.fault(
                    "returns " + shortName(returned) + " but declares label, uom, warn, crit, min or max, which"
                            + " belong to a returned number: set them on the metric in the CheckResult instead");
        }
        if (ReturnReader.isVoid(raw) && !annotation.allowVoid()) {
            attributes.fault("returns nothing: return a CheckResult, or set allowVoid = true if it is never to report"
                    + " anything");
        }
        ReturnReader reader = ReturnReader.of(returned, NumberCheck.of(annotation, attributes));
        if (reader == null) {
            attributes.fault("returns " + shortName(returned) + ". An @NscaCheck method returns "
                    + ReturnReader.ACCEPTED + ". Action: return CheckResult.ok(...).build() and the like");
        }
        return reader;
    }

    private static String shortName(ResolvableType type) {
        return type.toString().replaceAll("[\\w.]+[.$](?=\\w)", "");
    }

    private MethodHandler.Around around(Function<CheckTransaction, MethodHandler.@Nullable Around> transactions) {
        MethodHandler.Around none = (timeout, call) -> call.invoke();
        if (annotation.transaction() == CheckTransaction.NONE) {
            return none;
        }
        MethodHandler.Around around = transactions.apply(annotation.transaction());
        if (around == null) {
            attributes.fault("asks for a transaction, but the application has no single PlatformTransactionManager: add"
                    + " one, or mark one as @Primary");
            return none;
        }
        return around;
    }

    private ScheduleSpec schedule(Cron.Parser crons) {
        String every = attributes.text(annotation.every());
        String cron = attributes.text(annotation.cron());
        String zone = attributes.text(annotation.zone());
        String interval = every.isEmpty() && cron.isEmpty() ? ScheduleSpec.DEFAULT.every() : every;
        ScheduleSpec spec = new ScheduleSpec(
                interval == null || interval.isEmpty() ? null : interval,
                cron.isEmpty() ? null : cron,
                zone.isEmpty() ? null : zone);
        // The default zone does not matter here: this only finds out whether the text can be read.
        new ScheduleSpec.Reader(crons, ZoneOffset.UTC).read(spec);
        return spec;
    }

    private static Duration timeout(String text) {
        return CheckSettings.requireTimeout(Durations.parse(text));
    }

    private @Nullable Confirmation confirmation() {
        Duration given = attributes.read(annotation.retryInterval(), Durations::parse);
        Duration retry = given == null ? Confirmation.DEFAULT_RETRY_INTERVAL : given;
        return attributes.read(() -> new Confirmation(annotation.attempts(), retry, annotation.reportEachAttempt()));
    }

    private @Nullable String host() {
        if (annotation.scope() == CheckScope.NODE && !annotation.host().isEmpty()) {
            attributes.fault(
                    "has host '" + annotation.host() + "' but runs on each node, and each node reports under its"
                            + " own name: remove host, or the scope");
        }
        return attributes.read(annotation.host(), Names::requireHost);
    }

    private boolean active() {
        String active = attributes.text(annotation.active());
        if (!List.of("true", "false").contains(active.toLowerCase(Locale.ROOT))) {
            attributes.fault("has active = '" + active + "': expected true or false");
        }
        return active.equalsIgnoreCase("true");
    }

    private String runbook() {
        String runbook = attributes.text(annotation.runbook());
        String scheme = runbook.isEmpty()
                ? null
                : attributes.read(() -> String.valueOf(URI.create(runbook).getScheme()));
        if (scheme != null && !List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))) {
            attributes.fault("has the runbook '" + runbook + "': only http and https links are allowed");
        }
        return runbook;
    }
}
