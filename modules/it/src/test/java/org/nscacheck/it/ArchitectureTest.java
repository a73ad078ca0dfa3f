/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nscacheck.sender.Setting;

/** The arrows of docs/architecture.md: who may use whom. Lies here because this module sees all others. */
class ArchitectureTest {

    private static final String ROOT = "org.nscacheck";

    /** Packages of core, and which others of core each may use. */
    private static final Map<String, List<String>> CORE = Map.ofEntries(
            Map.entry("", List.of()),
            Map.entry("server", List.of("", "schedule")),
            Map.entry("policy", List.of("server", "sender")),
            Map.entry("audit", List.of("policy")),
            Map.entry("fields", List.of("", "audit", "check", "policy", "schedule", "server")),
            Map.entry("schedule", List.of("")),
            Map.entry("loop", List.of()),
            Map.entry("notification", List.of("")),
            Map.entry("sender", List.of("", "server", "schedule", "notification")),
            Map.entry("check", List.of("", "server", "schedule", "policy", "threshold", "audit")),
            Map.entry("threshold", List.of("", "sender", "policy")),
            Map.entry("plugin", List.of("", "check", "schedule", "sender", "server")),
            Map.entry(
                    "alerting",
                    List.of("", "notification", "server", "schedule", "check", "sender", "policy", "loop", "audit")),
            Map.entry(
                    "push",
                    List.of(
                            "",
                            "server",
                            "schedule",
                            "check",
                            "run",
                            "admin",
                            "notification",
                            "audit",
                            "javax.crypto..")),
            Map.entry("definition", List.of("", "admin", "check", "sender", "server")),
            Map.entry("token", List.of("", "server", "admin", "audit")),
            Map.entry("node", List.of("check", "loop")),
            Map.entry("history", List.of("loop", "node", "audit")),
            Map.entry("delivery", List.of("", "check", "loop", "schedule", "sender", "server", "audit")),
            Map.entry("run", List.of("", "check", "delivery", "loop", "schedule", "sender", "server", "threshold")),
            Map.entry(
                    "admin",
                    List.of(
                            "",
                            "check",
                            "delivery",
                            "schedule",
                            "sender",
                            "server",
                            "policy",
                            "threshold",
                            "notification",
                            "alerting",
                            "audit",
                            "fields")),
            Map.entry(
                    "engine",
                    List.of(
                            "",
                            "server",
                            "schedule",
                            "sender",
                            "check",
                            "delivery",
                            "run",
                            "node",
                            "history",
                            "policy",
                            "loop",
                            "alerting",
                            "audit",
                            "fields",
                            "admin")),
            Map.entry(
                    "inmemory",
                    List.of(
                            "",
                            "server",
                            "schedule",
                            "sender",
                            "check",
                            "delivery",
                            "run",
                            "node",
                            "history",
                            "policy",
                            "admin",
                            "alerting",
                            "notification",
                            "audit",
                            "fields",
                            "engine")));

    private static final List<String> ALWAYS = List.of("java.lang..", "java..", "org.slf4j..", "org.jspecify..");

    private static JavaClasses classes;

    @BeforeAll
    static void readAllModules() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
    }

    @Test
    void seesTheClassesOfAllModules() {
        for (String module : List.of(
                "engine",
                "run",
                "delivery",
                "nsca",
                "nscang",
                "nagios",
                "overc",
                "collectd",
                "http",
                "webhook",
                "alertmanager",
                "notify",
                "mail",
                "syslog",
                "exec",
                "logfile",
                "cli",
                "store",
                "quartz",
                "spring.annotation",
                "spring.builtin",
                "web",
                "starter",
                "testkit",
                "demo")) {
            assertThat(classes.stream().filter(type -> type.getPackageName().startsWith(ROOT + "." + module)))
                    .as(module)
                    .hasSizeGreaterThan(2);
        }
    }

    private static String[] core() {
        return CORE.keySet().stream().map(ArchitectureTest::packageOf).toArray(String[]::new);
    }

    private static String packageOf(String name) {
        if (name.startsWith("javax.")) {
            return name;
        }
        return name.isEmpty() ? ROOT : ROOT + "." + name;
    }

    private static ArchRule only(String module, String... allowed) {
        List<String> all = new ArrayList<>(ALWAYS);
        all.add(module);
        all.addAll(List.of(allowed));
        return classes()
                .that()
                .resideInAPackage(module)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(all.toArray(String[]::new)));
    }

    private static String[] coreAnd(String... others) {
        return Stream.concat(Stream.of(core()), Stream.of(others)).toArray(String[]::new);
    }

    @TestFactory
    Stream<DynamicTest> letsEachPackageOfCoreUseOnlyWhatIsBelowIt() {
        return CORE.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(packageOf(entry.getKey()), () -> only(
                                packageOf(entry.getKey()),
                                entry.getValue().stream()
                                        .map(ArchitectureTest::packageOf)
                                        .toArray(String[]::new))
                        .check(classes)));
    }

    @Test
    void letsThresholdsKnowOfSendersOnlyTheFieldsOfAForm() {
        noClasses()
                .that()
                .resideInAPackage(packageOf("threshold"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(packageOf("sender"))
                        .and(DescribedPredicate.not(belongToAnyOf(Setting.class))))
                .check(classes);
    }

    @Test
    void keepsSqlOutOfCore() {
        noClasses()
                .that()
                .resideInAnyPackage(core())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(classes);
    }

    @Test
    void letsNscaUseCoreAndThePlatformOnly() {
        only(ROOT + ".nsca..", coreAnd("javax.crypto..", "org.bouncycastle..")).check(classes);
        only(ROOT + ".nscang..", coreAnd(ROOT + ".nagios..", "org.bouncycastle.."))
                .check(classes);
        only(ROOT + ".nagios..", coreAnd()).check(classes);
    }

    @Test
    void letsProtocolsOverHttpUseCoreAParserAndThePlatformOnly() {
        String http = ROOT + ".http..";
        only(http, coreAnd("javax.net.ssl..", "tools.jackson.core..")).check(classes);
        only(ROOT + ".overc..", coreAnd(http, "tools.jackson.core..")).check(classes);
        only(ROOT + ".webhook..", coreAnd(http, "javax.crypto..", "tools.jackson.core.."))
                .check(classes);
        only(ROOT + ".alertmanager..", coreAnd(http, "tools.jackson.core..")).check(classes);
    }

    @Test
    void letsEachNotifierUseCoreAndItsLibraryOnly() {
        String shared = ROOT + ".notify..";
        only(shared, coreAnd("javax.net.ssl..")).check(classes);
        only(ROOT + ".mail..", coreAnd(shared, "jakarta.mail..", "org.eclipse.angus.mail..", "javax.net.ssl.."))
                .check(classes);
        only(ROOT + ".syslog..", coreAnd(shared, "com.cloudbees.syslog..", "org.newsclub.net.unix.."))
                .check(classes);
        only(ROOT + ".exec..", coreAnd()).check(classes);
        only(ROOT + ".logfile..", coreAnd(ROOT + ".http..")).check(classes);
    }

    @Test
    void letsCollectdUseCoreAndThePlatformOnly() {
        only(ROOT + ".collectd..", coreAnd("javax.crypto..")).check(classes);
    }

    @Test
    void keepsTheCommandLineSmall() {
        only(
                        ROOT + ".cli..",
                        coreAnd(ROOT + ".cli..", ROOT + ".nsca..", ROOT + ".nscang..", ROOT + ".overc..", "picocli.."))
                .check(classes);
    }

    @Test
    void keepsSpringOutOfTheStore() {
        only(
                        ROOT + ".store..",
                        coreAnd(
                                "javax.sql..",
                                "javax.crypto..",
                                "jakarta.persistence..",
                                "org.hibernate..",
                                "org.flywaydb..",
                                "org.postgresql..",
                                "tools.jackson.."))
                .check(classes);
    }

    @Test
    void keepsSpringOutOfQuartz() {
        only(ROOT + ".quartz..", coreAnd("org.quartz..")).check(classes);
    }

    @Test
    void keepsSpringBootAndStoresOutOfTheSpringModule() {
        only(
                        ROOT + ".spring..",
                        coreAnd(
                                ROOT + ".quartz..",
                                "org.springframework.aop..",
                                "org.springframework.beans..",
                                "org.springframework.context..",
                                "org.springframework.core..",
                                "org.springframework.transaction..",
                                "org.springframework.util..",
                                "com.sun.management.."))
                .check(classes);
        only(ROOT + ".spring.builtin..", coreAnd("com.sun.management..")).check(classes);
    }

    @Test
    void letsScreensTalkToTheServiceLayerOnly() {
        only(
                        ROOT + ".web..",
                        coreAnd(
                                ROOT + ".web..",
                                ROOT + ".overc..",
                                "tools.jackson.core..",
                                "jakarta.servlet..",
                                "org.springframework.context..",
                                "org.springframework.core..",
                                "org.springframework.http..",
                                "org.springframework.stereotype..",
                                "org.springframework.ui..",
                                "org.springframework.util..",
                                "org.springframework.web..",
                                "org.springframework.security..",
                                "org.thymeleaf..",
                                "org.yaml.snakeyaml.."))
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".web")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.security..", ROOT + ".engine..")
                .check(classes);
    }

    @Test
    void keepsTheStarterToWiring() {
        only(
                        ROOT + ".starter..",
                        coreAnd(
                                ROOT + ".quartz..",
                                ROOT + ".spring..",
                                ROOT + ".store..",
                                ROOT + ".nsca..",
                                ROOT + ".nscang..",
                                ROOT + ".nagios..",
                                ROOT + ".overc..",
                                ROOT + ".webhook..",
                                ROOT + ".alertmanager..",
                                ROOT + ".mail..",
                                ROOT + ".syslog..",
                                ROOT + ".exec..",
                                ROOT + ".logfile..",
                                ROOT + ".collectd..",
                                ROOT + ".web..",
                                "jakarta.servlet..",
                                "javax.sql..",
                                "com.zaxxer.hikari..",
                                "io.micrometer..",
                                "org.springframework.."))
                .check(classes);
    }

    @Test
    void keepsOurOwnClassesOutOfTheTestkit() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".testkit..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(new DescribedPredicate<>("not of the testkit") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !type.getPackageName().startsWith(ROOT + ".testkit");
                    }
                }))
                .check(classes);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(type.getPackageName());
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
