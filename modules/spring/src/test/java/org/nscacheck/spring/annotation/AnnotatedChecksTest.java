/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.CheckResult;
import org.nscacheck.CheckScope;
import org.nscacheck.CheckTransaction;
import org.nscacheck.FailureStatus;
import org.nscacheck.Metric;
import org.nscacheck.NscaCheck;
import org.nscacheck.NscaParam;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Status;
import org.nscacheck.Uom;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.InvalidResultException;
import org.nscacheck.quartz.QuartzCronParser;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.testkit.matrix.Row;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

class AnnotatedChecksTest {

    private static List<CheckDefinition> definitions(Class<?>... beans) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("limit", "5", "off", "false", "zone", "Asia/Tokyo")));
        context.register(beans);
        context.refresh();
        Collection<CheckDefinition> found =
                new AnnotatedChecks(context.getBeanFactory(), new QuartzCronParser()).definitions();
        return List.copyOf(found);
    }

    private static CheckDefinition definition(String key, Class<?>... beans) {
        return definitions(beans).stream()
                .filter(definition -> definition.key().value().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static CheckResult run(CheckDefinition definition, Map<String, String> arguments) throws Exception {
        return Checks.run(definition, arguments);
    }

    private static CheckResult run(CheckDefinition definition) throws Exception {
        return Checks.run(definition);
    }

    @Component
    static class ShopChecks {

        @NscaCheck
        CheckResult stuckOrders() {
            return CheckResult.of(1, "stuck");
        }

        @NscaCheck(
                key = "full",
                service = "Full house",
                description = "d",
                runbook = "https://wiki.example.net/full",
                cron = "0 0/5 8-18 ? * MON-FRI",
                zone = "${zone}",
                timeout = "5s",
                host = "shop-2",
                tags = {"a", "b"},
                onError = FailureStatus.UNKNOWN,
                formerly = {"full-house", "house"},
                active = "${off}")
        Status full() {
            return Status.WARNING;
        }
    }

    @Test
    void takesDefaultsFromNamesAndDefaultsOfTheAnnotation() throws Exception {
        CheckDefinition check = definition("shop-checks.stuck-orders", ShopChecks.class);

        assertThat(check.service()).isEqualTo(check.key().value());
        assertThat(check.schedule()).isEqualTo(ScheduleSpec.every("10m"));
        assertThat(check.defaults().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(check.defaults().active()).isTrue();
        assertThat(check.defaults().host()).isNull();
        assertThat(run(check)).isEqualTo(CheckResult.of(1, "stuck"));
    }

    @Test
    void readsEveryAttributeAndResolvesPlaceholders() throws Exception {
        CheckDefinition check = definition("full", ShopChecks.class);

        assertThat(check.schedule()).isEqualTo(ScheduleSpec.cron("0 0/5 8-18 ? * MON-FRI", "Asia/Tokyo"));
        assertThat(check.defaults().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(check.defaults().host()).isEqualTo("shop-2");
        assertThat(check.defaults().runbook()).isEqualTo("https://wiki.example.net/full");
        assertThat(check.tags()).containsExactly("a", "b");
        assertThat(check.formerly()).containsExactly(new CheckKey("full-house"), new CheckKey("house"));
        assertThat(check.scope()).isEqualTo(CheckScope.CLUSTER);
        assertThat(check.defaults().noResult().onError()).isEqualTo(FailureStatus.UNKNOWN);
        assertThat(check.defaults().active()).isFalse();
        assertThat(check.origin()).isEqualTo("ShopChecks.full()");
        assertThat(run(check)).isEqualTo(CheckResult.of(Status.WARNING, "WARNING"));
    }

    @Component
    static class Returns {
        static Object next;

        @NscaCheck("array")
        Object[] array() {
            return (Object[]) next;
        }

        @NscaCheck("list")
        List<?> list() {
            return (List<?>) next;
        }

        @NscaCheck(value = "number", warn = "${limit}", crit = "10", label = "mails", uom = "c", min = "0")
        double number() {
            return (Double) next;
        }

        @NscaCheck(value = "big", crit = "10:")
        BigDecimal big() {
            return (BigDecimal) next;
        }

        @NscaCheck(value = "nothing", allowVoid = true)
        void nothing() {}

        @NscaCheck("optional")
        Optional<CheckResult> optional() {
            return Optional.empty();
        }

        @NscaCheck("later")
        CompletionStage<CheckResult> later() {
            return CompletableFuture.completedFuture(CheckResult.of(0, "later"));
        }

        @NscaCheck("failing-later")
        CompletionStage<CheckResult> failingLater() {
            return CompletableFuture.failedFuture(new IllegalStateException("later"));
        }

        @NscaCheck("throwing")
        CheckResult throwing() throws java.io.IOException {
            throw new java.io.IOException("disk");
        }
    }

    private static CheckResult returning(String key, Object value) throws Exception {
        Returns.next = value;
        return run(definition(key, Returns.class));
    }

    @Test
    void readsTheOdooTuple() throws Exception {
        CheckResult expected = new CheckResult(Status.WARNING, "7 mails", "", PerfData.of(Metric.of("exceptions", 7)));
        Map<String, Object> perfData = Map.of("exceptions", Map.of("value", 7));

        assertThat(returning("array", new Object[] {1, "7 mails", perfData})).isEqualTo(expected);
        assertThat(returning("list", List.of(1L, "7 mails", perfData))).isEqualTo(expected);
        assertThat(returning("list", List.of(0, "OK"))).isEqualTo(CheckResult.of(0, "OK"));
        assertThat(returning("array", new Object[] {(short) 2, null, null})).isEqualTo(CheckResult.of(2, ""));
        assertThat(returning("array", null)).isNull();
    }

    @Test
    @Row(value = "B02", done = "what is no code at all is refused by name")
    void neverTakesRubbishForAReturnCode() {
        List<Object[]> rubbish = new ArrayList<>();
        for (Object rc :
                Arrays.asList(null, true, "0", "x", 4, -1, 255, Integer.MAX_VALUE, 0.0, 1.5, List.of(0), 'a')) {
            rubbish.add(new Object[] {rc, "message"});
        }
        rubbish.add(new Object[] {});
        rubbish.add(new Object[] {0});
        rubbish.add(new Object[] {0, "m", Map.of(), "more"});
        rubbish.add(new Object[] {0, 7});
        rubbish.add(new Object[] {0, "m", "perf=1"});
        for (Object[] tuple : rubbish) {
            assertThatThrownBy(() -> returning("array", tuple))
                    .as(Arrays.toString(tuple))
                    .isInstanceOf(InvalidResultException.class)
                    .hasMessageContaining("returned");
        }
        assertThatThrownBy(() -> returning("array", new Object[] {255, "m"})).hasMessageContaining("255");
        assertThatThrownBy(() -> returning("array", new Object[] {true, "m"})).hasMessageContaining("'true' (Boolean)");
    }

    @Test
    void judgesANumberByItsLimits() throws Exception {
        assertThat(returning("number", 5.0)).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.OK);
            assertThat(result.perfData().metrics())
                    .containsExactly(new Metric(
                            "mails",
                            BigDecimal.valueOf(5),
                            Uom.COUNTER,
                            Range.parse("5"),
                            Range.parse("10"),
                            BigDecimal.ZERO,
                            null));
        });
        assertThat(returning("number", 5.5)).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.WARNING);
            assertThat(result.message()).isEqualTo("mails is 5.5, outside the warning range 5");
        });
        assertThat(returning("number", 11.0).status()).isEqualTo(Status.CRITICAL);
        assertThat(returning("big", new BigDecimal("9.99")).status()).isEqualTo(Status.CRITICAL);
        assertThat(returning("big", null)).isNull();
        assertThatThrownBy(() -> returning("number", Double.NaN)).isInstanceOf(InvalidResultException.class);
    }

    @Test
    @Row(value = "B01", done = "void is nothing to report where that is allowed")
    void readsOtherForms() throws Exception {
        assertThat(returning("nothing", null)).isNull();
        assertThat(returning("optional", null)).isNull();
        assertThat(returning("later", null)).isEqualTo(CheckResult.of(0, "later"));
        assertThatThrownBy(() -> returning("failing-later", null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("later");
        assertThatThrownBy(() -> returning("throwing", null))
                .isInstanceOf(java.io.IOException.class)
                .hasMessage("disk");
    }

    @Component
    static class Waiting {
        static final CompletableFuture<CheckResult> never = new CompletableFuture<>();

        @NscaCheck("waiting")
        CompletionStage<CheckResult> waiting() {
            return never;
        }
    }

    @Test
    void cancelsWhatItWaitsForWhenItIsInterrupted() {
        CheckDefinition waiting = definition("waiting", Waiting.class);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> run(waiting)).isInstanceOf(InterruptedException.class);

        assertThat(Waiting.never).isCancelled();
    }

    @Component
    static class Inside {
        @NscaCheck(value = "inside", warn = "@5:7", crit = "~:10")
        int inside() {
            return 6;
        }
    }

    @Test
    void saysOnWhichSideOfALimitANumberLies() throws Exception {
        assertThat(run(definition("inside", Inside.class)).message())
                .isEqualTo("value is 6, inside the warning range @5:7");
    }

    enum Severity {
        LOW,
        HIGH
    }

    @Component
    static class WithParameters {
        @NscaCheck("params")
        CheckResult check(
                @NscaParam(value = "limit", defaultValue = "${limit}", min = "1", max = "9") int limit,
                @NscaParam(defaultValue = "10m") Duration age,
                @NscaParam(defaultValue = "LOW") Severity severity,
                @NscaParam(defaultValue = "a, b") List<String> names,
                @NscaParam(
                                defaultValue = "x",
                                options = {"x", "y"})
                        String option) {
            return CheckResult.of(0, limit + " " + age + " " + severity + " " + names + " " + option);
        }
    }

    @Test
    void bindsTypedParameters() throws Exception {
        CheckDefinition check = definition("params", WithParameters.class);

        assertThat(run(check).message()).isEqualTo("5 PT10M LOW [a, b] x");
        assertThat(run(check, Map.of("limit", "7", "severity", "HIGH", "option", "y"))
                        .message())
                .isEqualTo("7 PT10M HIGH [a, b] y");
        assertThatThrownBy(() -> run(check, Map.of("limit", "10")))
                .hasMessageContaining("'limit'")
                .hasMessageContaining("9");
        assertThatThrownBy(() -> run(check, Map.of("severity", "${x}"))).hasMessageContaining("LOW, HIGH");
        assertThatThrownBy(() -> run(check, Map.of("option", "z"))).hasMessageContaining("[x, y]");
    }

    static class Faulty {
        @NscaCheck("stream")
        Stream<String> stream() {
            return Stream.of();
        }

        @NscaCheck("bare-int")
        int bareInt() {
            return 2;
        }

        @NscaCheck("bool")
        boolean bool() {
            return true;
        }

        @NscaCheck("void")
        void nothing() {}

        @NscaCheck("range")
        long range() {
            return 1;
        }

        @NscaCheck(value = "bad-range", warn = "20:10")
        long badRange() {
            return 1;
        }

        @NscaCheck(value = "both", every = "1m", cron = "0 * * * * ?")
        CheckResult both() {
            return CheckResult.of(0, "");
        }

        @NscaCheck(value = "unix", cron = "*/5 8-18 * * 1-5")
        CheckResult unix() {
            return CheckResult.of(0, "");
        }

        @NscaCheck(value = "never", cron = "0 0 0 31 2 ?")
        CheckResult never() {
            return CheckResult.of(0, "");
        }

        @NscaCheck(value = "interval", every = "often")
        CheckResult interval() {
            return CheckResult.of(0, "");
        }

        @NscaCheck(value = "v", key = "k")
        CheckResult twoKeys() {
            return CheckResult.of(0, "");
        }

        @NscaCheck(value = "uom", uom = "MB")
        CheckResult uom() {
            return CheckResult.of(0, "");
        }

        @NscaCheck("same")
        CheckResult same1() {
            return CheckResult.of(0, "");
        }

        @NscaCheck("same")
        CheckResult same2() {
            return CheckResult.of(0, "");
        }

        @NscaCheck("static")
        static CheckResult staticMethod() {
            return CheckResult.of(0, "");
        }

        @NscaCheck("private")
        @SuppressWarnings("UnusedMethod") // it is read by reflection
        private CheckResult privateMethod() {
            return CheckResult.of(0, "");
        }

        @NscaCheck("param")
        CheckResult param(Thread thread) {
            return CheckResult.of(0, "");
        }

        @NscaCheck(value = "runbook", runbook = "javascript:alert(1)")
        CheckResult runbook() {
            return CheckResult.of(0, "");
        }

        @NscaCheck(value = "transaction", transaction = CheckTransaction.READ_ONLY)
        CheckResult transaction() {
            return CheckResult.of(0, "");
        }

        @NscaCheck(value = "service", service = "a;b")
        CheckResult service() {
            return CheckResult.of(0, "");
        }

        @NscaCheck(value = "bad key!")
        CheckResult key() {
            return CheckResult.of(0, "");
        }

        @NscaCheck(value = "timeout", timeout = "0s")
        CheckResult timeout() {
            return CheckResult.of(0, "");
        }
    }

    @Test
    @Row(value = "B10", done = "a reversed one on a method is refused at start")
    void tellsAllFaultsOfAllBeansAtOnceEachWithItsRemedy() {
        InvalidChecksException thrown =
                catchThrowableOfType(InvalidChecksException.class, () -> definitions(Faulty.class, ShopChecks.class));

        Map<String, String> expected = new HashMap<>();
        expected.put("Faulty.stream()", "returns Stream<String>. An @NscaCheck method returns");
        expected.put("Faulty.bareInt()", "If it is a return code, return CheckResult.of(rc, message) or Status");
        expected.put("Faulty.bool()", "An @NscaCheck method returns");
        expected.put("Faulty.nothing()", "allowVoid = true");
        expected.put("Faulty.range()", "warn = \"10\"");
        expected.put("Faulty.badRange()", "start 20 is above its end 10");
        expected.put("Faulty.both()", "not both: every '1m' and cron '0 * * * * ?'");
        expected.put("Faulty.unix()", "Did you mean '0 */5 8-18 ? * MON-FRI'?");
        expected.put("Faulty.never()", "never fires");
        expected.put("Faulty.interval()", "'often' is not an interval");
        expected.put("Faulty.twoKeys()", "both value 'v' and key 'k'");
        expected.put("Faulty.uom()", "belong to a returned number");
        expected.put("Faulty.same", "has the key 'same', which");
        expected.put("Faulty.staticMethod()", "remove 'static'");
        expected.put("Faulty.privateMethod()", "is private");
        expected.put("Faulty.param()", "java.lang.Thread");
        expected.put("Faulty.runbook()", "only http and https");
        expected.put("Faulty.transaction()", "PlatformTransactionManager");
        expected.put("Faulty.service()", "contains ';'");
        expected.put("Faulty.key()", "'bad key!' is not allowed");
        expected.put("Faulty.timeout()", "outside 1 ms to 1 day");
        expected.forEach((method, words) -> assertThat(thrown.faults())
                .as(method)
                .anySatisfy(fault -> assertThat(fault).startsWith(method).contains(words)));
        assertThat(thrown.faults()).hasSize(expected.size());
        assertThat(thrown).hasMessageContainingAll(thrown.faults().toArray(CharSequence[]::new));
    }

    @EnableTransactionManagement(proxyTargetClass = true)
    static class ClassProxies extends RecordingTransactions.Config {}

    @EnableTransactionManagement
    static class InterfaceProxies extends RecordingTransactions.Config {}

    interface Asked {
        @NscaCheck("asked")
        CheckResult ask();
    }

    @Component
    static class Proxied implements Asked {
        @Override
        @Transactional
        public CheckResult ask() {
            return CheckResult.of(0, RecordingTransactions.depth + " open");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ClassProxies.class, InterfaceProxies.class})
    void callsThroughTheProxiesOfTheApplication(Class<?> proxies) throws Exception {
        CheckDefinition check = definition("asked", proxies, Proxied.class);

        assertThat(run(check).message()).isEqualTo("1 open");
    }

    @Component
    static class Hidden implements Runnable {
        @Override
        @Transactional
        public void run() {}

        @NscaCheck("hidden")
        CheckResult hidden() {
            return CheckResult.of(0, "");
        }
    }

    @Test
    void saysThatAProxyHidesAMethod() {
        assertThatThrownBy(() -> definitions(InterfaceProxies.class, Hidden.class))
                .isInstanceOf(InvalidChecksException.class)
                .hasMessageContaining("Hidden.hidden() cannot be called on the proxy");
    }

    @Component
    static class InTransaction {
        @NscaCheck(value = "reading", transaction = CheckTransaction.READ_ONLY)
        CheckResult reading() {
            return CheckResult.of(0, RecordingTransactions.depth + " open");
        }

        @NscaCheck(value = "writing", transaction = CheckTransaction.READ_WRITE)
        CheckResult writing(@NscaParam(defaultValue = "false") boolean fail) {
            if (fail) {
                throw new IllegalStateException("no");
            }
            return CheckResult.of(0, "");
        }
    }

    @Test
    void opensATransactionOnlyForACheckThatAsksForOne() throws Exception {
        List<CheckDefinition> checks = definitions(ClassProxies.class, InTransaction.class);
        CheckDefinition reading = checks.get(0);
        CheckDefinition writing = checks.get(1);

        assertThat(run(reading).message()).isEqualTo("1 open");
        run(writing);
        assertThatThrownBy(() -> run(writing, Map.of("fail", "true"))).hasMessage("no");

        // No longer than the check may take, rounded up to whole seconds.
        assertThat(RecordingTransactions.events)
                .containsExactly("begin read-only 2 s", "rollback", "begin 2 s", "commit", "begin 2 s", "rollback");
    }

    @Test
    void tellsWhatTheCheckThrewAlsoIfTheRollbackFails() {
        CheckDefinition writing = definition("writing", ClassProxies.class, InTransaction.class);
        RecordingTransactions.rollbackFails = true;

        assertThatThrownBy(() -> run(writing, Map.of("fail", "true")))
                .hasMessage("no")
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .singleElement()
                        .extracting(Throwable::getMessage)
                        .isEqualTo("connection lost"));
    }
}
