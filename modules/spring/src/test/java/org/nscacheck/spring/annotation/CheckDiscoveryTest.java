/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.CheckResult;
import org.nscacheck.CheckScope;
import org.nscacheck.NscaCheck;
import org.nscacheck.NscaParam;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.quartz.QuartzCronParser;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.env.MapPropertySource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

/** Which methods of which beans are found, and how those that cannot be checks are told. */
class CheckDiscoveryTest {

    private static AnnotationConfigApplicationContext context(Class<?>... beans) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("cron", "0 0 * * * ?")));
        context.register(beans);
        context.refresh();
        return context;
    }

    private static List<CheckDefinition> definitions(AnnotationConfigApplicationContext context) {
        return List.copyOf(new AnnotatedChecks(context.getBeanFactory(), new QuartzCronParser()).definitions());
    }

    private static List<CheckDefinition> definitions(Class<?>... beans) {
        return definitions(context(beans));
    }

    private static List<String> faults(Class<?>... beans) {
        return catchThrowableOfType(InvalidChecksException.class, () -> definitions(beans))
                .faults();
    }

    @EnableTransactionManagement(proxyTargetClass = true)
    static class ClassProxies extends RecordingTransactions.Config {}

    @EnableTransactionManagement
    static class InterfaceProxies extends RecordingTransactions.Config {}

    abstract static class Base<T> {
        @NscaCheck
        public abstract T look();

        @NscaCheck
        CheckResult inherited() {
            return CheckResult.of(0, getClass().getSimpleName());
        }
    }

    @Component("first")
    static class First extends Base<CheckResult> {
        @Override
        public CheckResult look() {
            return CheckResult.of(0, "first");
        }
    }

    @Component("HTTPServer2Checks")
    static class Second extends Base<CheckResult> {
        @Override
        @Transactional
        public CheckResult look() {
            return CheckResult.of(0, "second");
        }
    }

    @Test
    void findsMethodsOfGenericAndAbstractAncestorsOnceForEachBean() throws Exception {
        List<CheckDefinition> checks = definitions(ClassProxies.class, First.class, Second.class);

        assertThat(checks)
                .extracting(check -> check.key().value(), CheckDefinition::origin)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("first.look", "First.look()"),
                        org.assertj.core.groups.Tuple.tuple("first.inherited", "First.inherited()"),
                        org.assertj.core.groups.Tuple.tuple("http-server2-checks.look", "Second.look()"),
                        org.assertj.core.groups.Tuple.tuple("http-server2-checks.inherited", "Second.inherited()"));
        for (CheckDefinition check : checks) {
            assertThat(Checks.run(check)).isNotNull();
        }
    }

    interface Asked {
        CheckResult ask(@NscaParam(value = "limit", defaultValue = "3") int limit);
    }

    @Lazy
    @Component
    static class Late implements Asked {
        static final AtomicInteger made = new AtomicInteger();

        Late() {
            made.incrementAndGet();
        }

        @Override
        @Transactional
        @NscaCheck("late")
        public CheckResult ask(int limit) {
            return CheckResult.of(0, limit + " of " + RecordingTransactions.depth);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ClassProxies.class, InterfaceProxies.class})
    void leavesALazyBeanLazyUntilItsCheckRuns(Class<?> proxies) throws Exception {
        Late.made.set(0);

        CheckDefinition check = definitions(proxies, Late.class).get(0);

        assertThat(Late.made).hasValue(0);
        assertThat(check.parameters()).extracting(parameter -> parameter.name()).containsExactly("limit");
        assertThat(Checks.run(check).message()).isEqualTo("3 of 1");
        assertThat(Checks.run(check).message()).isEqualTo("3 of 1");
        assertThat(Late.made).hasValue(1);
    }

    @Test
    void looksThroughAProxyThatWasRegisteredByHand() throws Exception {
        ProxyFactory factory = new ProxyFactory(new Late());
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getBeanFactory().registerSingleton("byHand", factory.getProxy());
        context.refresh();

        List<CheckDefinition> checks = definitions(context);

        assertThat(checks).hasSize(1);
        assertThat(Checks.run(checks.get(0)).message()).isEqualTo("3 of 0");
    }

    @Scope("prototype")
    @Component("many")
    static class Many {
        @NscaCheck
        CheckResult check() {
            return CheckResult.of(0, "");
        }
    }

    @Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
    @Component("scoped")
    static class Scoped extends Many {}

    @Test
    void refusesABeanOfWhichThereMayBeMany() {
        assertThat(faults(Many.class, Scoped.class))
                .containsExactlyInAnyOrder(
                        "Many.check() belongs to the bean 'many' of scope prototype: a check needs one bean to ask, make"
                                + " it a singleton",
                        "Scoped.check() belongs to the bean 'scoped' of scope prototype: a check needs one bean to ask,"
                                + " make it a singleton");
    }

    @Component
    static class Unreachable {
        @Transactional
        public void makesAProxy() {}

        @NscaCheck("final")
        final CheckResult last() {
            return CheckResult.of(0, "");
        }

        @NscaCheck("private")
        @SuppressWarnings("UnusedMethod") // it is read by reflection
        private CheckResult hidden() {
            return CheckResult.of(0, "");
        }
    }

    @Test
    void refusesWhatAClassProxyCannotPassOn() {
        assertThat(faults(ClassProxies.class, Unreachable.class))
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault)
                                .startsWith("Unreachable.last() is final, so the class proxy of the bean '")
                                .endsWith("' cannot pass the call on: remove 'final'"),
                        fault -> assertThat(fault).startsWith("Unreachable.hidden() is private"));
        assertThat(faults(Unreachable.class)).as("without a proxy").hasSize(1);
    }

    static class ManyFaults {
        @NscaCheck(
                value = "bad key",
                service = "a;b",
                host = "a\tb",
                cron = "* *",
                timeout = "soon",
                runbook = "ftp://x",
                active = "maybe",
                uom = "k m",
                warn = "x",
                crit = "2:1",
                min = "1x",
                scope = CheckScope.NODE)
        long all(Thread thread, @NscaParam(defaultValue = "many") int count) {
            return 0;
        }

        @NscaCheck(value = "limits", crit = "5", min = "2", max = "1")
        int limits(@NscaParam("same") int one, @NscaParam("same") int other) {
            return 0;
        }

        @NscaCheck("list")
        List<String> list() {
            return List.of();
        }

        @NscaCheck(value = "zone", every = "1d", zone = "Middle/Earth")
        CheckResult zone() {
            return CheckResult.of(0, "");
        }

        @NscaCheck(value = "unset", service = "${not.there}", cron = "${cron}", description = "${nor.this:}")
        CheckResult placeholder() {
            return CheckResult.of(0, "");
        }
    }

    @Test
    void tellsEveryFaultOfAMethodAtOnce() {
        assertThat(faults(ManyFaults.class))
                .satisfiesExactlyInAnyOrder(
                        isFault("all(): check key 'bad key' is not allowed"),
                        isFault("all(): service 'a;b' contains ';'"),
                        isFault("all(): host name 'a\\u0009b' contains the control character"),
                        isFault("all() has host 'a\tb' but runs on each node"),
                        isFault("all(): '* *' is not a Quartz cron expression: it has 2 fields"),
                        isFault("all(): 'soon' is not a duration"),
                        isFault("all() has the runbook 'ftp://x'"),
                        isFault("all() has active = 'maybe'"),
                        isFault("all(): unit 'k m' has a blank"),
                        isFault("all(): 'x' is not a range"),
                        isFault("all(): '2:1' is not a range: range start 2 is above its end 1"),
                        isFault("all(): '1x' is not a number"),
                        isFault("all(): parameter 'thread' has the type java.lang.Thread"),
                        isFault("all(): parameter 'count': 'many' is not a value of int"),
                        isFault("limits() has min 2 above max 1"),
                        isFault("limits() has two parameters named 'same'"),
                        isFault("list() returns List<String>. An @NscaCheck method returns"),
                        isFault("zone(): 'Middle/Earth' is not a time zone"),
                        isFault("placeholder() uses '${not.there}', for which no property is set"));
    }

    private static org.assertj.core.api.ThrowingConsumer<String> isFault(String beginning) {
        return fault -> assertThat(fault).startsWith("ManyFaults." + beginning);
    }

    @Test
    void asksForANameWhereTheCompilerLeftNone() throws Exception {
        Class<?> type = MethodHandles.lookup().defineClass(withoutParameterNames());

        assertThat(faults(type))
                .containsExactly(
                        "WithoutNames.check(): the name of its parameter of type int is not known: compile with"
                                + " -parameters, or name it by @NscaParam(\"name\")");
    }

    /** {@code public class WithoutNames { @NscaCheck("nameless") public CheckResult check(int count) {return null;} }} */
    private static byte[] withoutParameterNames() {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String name = CheckDiscoveryTest.class.getPackageName().replace('.', '/') + "/WithoutNames";
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        MethodVisitor constructor = type.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        MethodVisitor check =
                type.visitMethod(Opcodes.ACC_PUBLIC, "check", "(I)Lorg/nscacheck/CheckResult;", null, null);
        AnnotationVisitor annotation = check.visitAnnotation("Lorg/nscacheck/NscaCheck;", true);
        annotation.visit("value", "nameless");
        annotation.visitEnd();
        check.visitInsn(Opcodes.ACONST_NULL);
        check.visitInsn(Opcodes.ARETURN);
        check.visitMaxs(0, 0);
        type.visitEnd();
        return type.toByteArray();
    }
}
