/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes which rows the tests of a module have shown, where the build asks for it by system properties:
 * {@code nscacheck.matrix.target} (the module's target directory), {@code .run} (quick or slow), {@code .build} (which build it
 * is), {@code .process} (which of the processes that share the module's tests this is, 1 by default) and {@code .complete}
 * (whether all its tests are meant to run, true by default). Elsewhere, in an IDE for example, it does nothing. JUnit finds it by
 * its service file.
 */
public final class RowListener implements TestExecutionListener {

    private static final String PROPERTIES = "nscacheck.matrix.";

    private final Map<MethodSource, Verdict> verdicts = new LinkedHashMap<>();
    private final @Nullable String target;
    private @Nullable TestPlan plan;

    /** As JUnit makes it. */
    public RowListener() {
        this(System.getProperty(PROPERTIES + "target"));
    }

    /** @param target the module's target directory, or null to leave no report */
    RowListener(@Nullable String target) {
        this.target = target;
    }

    @Override
    public synchronized void testPlanExecutionStarted(TestPlan started) {
        plan = started;
        verdicts.clear();
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier identifier, String reason) {
        methodsAt(identifier).forEach(method -> note(method, Verdict.SKIPPED));
    }

    @Override
    public synchronized void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        Verdict verdict =
                switch (result.getStatus()) {
                    case SUCCESSFUL -> Verdict.PASSED;
                    case ABORTED -> Verdict.SKIPPED;
                    case FAILED -> Verdict.FAILED;
                };
        // A class that ends well says nothing about its tests; one that does not never reached some of them.
        if (identifier.isTest() || verdict != Verdict.PASSED) {
            methodsAt(identifier).forEach(method -> note(method, verdict));
        }
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan finished) {
        if (target == null) {
            return;
        }
        boolean complete = System.getProperty("test") == null
                && Boolean.parseBoolean(System.getProperty(PROPERTIES + "complete", "true"));
        Report report = new Report(System.getProperty(PROPERTIES + "build", ""), complete, shown());
        try {
            report.add(Report.file(
                    Path.of(target),
                    Run.of(System.getProperty(PROPERTIES + "run", "quick")),
                    System.getProperty(PROPERTIES + "process", "1")));
        } catch (IOException e) {
            throw new UncheckedIOException("The rows that were shown cannot be written below " + target, e);
        }
    }

    synchronized List<Shown> shown() {
        List<Shown> shown = new ArrayList<>();
        verdicts.forEach((method, verdict) -> rows(method)
                .map(row -> new Shown(row.value(), nameOf(method), row.done(), verdict))
                .forEach(shown::add));
        return shown;
    }

    private void note(MethodSource method, Verdict verdict) {
        verdicts.merge(method, verdict, Verdict::and);
    }

    /** The test method that this is, or is an invocation of; for a class all of its test methods. */
    private Stream<MethodSource> methodsAt(TestIdentifier identifier) {
        TestPlan known = plan;
        if (known == null) {
            return Stream.empty();
        }
        for (Optional<TestIdentifier> at = Optional.of(identifier); at.isPresent(); at = known.getParent(at.get())) {
            Optional<MethodSource> method = method(at.get());
            if (method.isPresent()) {
                return method.stream();
            }
        }
        return known.getDescendants(identifier).stream().flatMap(one -> method(one).stream());
    }

    private static Optional<MethodSource> method(TestIdentifier identifier) {
        return identifier.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
    }

    private static Stream<Row> rows(MethodSource source) {
        Method method = source.getJavaMethod();
        return Stream.concat(
                Stream.of(method.getAnnotationsByType(Row.class)),
                Stream.of(source.getJavaClass().getAnnotationsByType(Row.class)));
    }

    private static String nameOf(MethodSource source) {
        return source.getJavaClass().getSimpleName() + "." + source.getMethodName();
    }
}
