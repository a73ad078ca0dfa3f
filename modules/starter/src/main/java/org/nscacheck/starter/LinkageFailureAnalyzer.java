/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.net.URL;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

/**
 * Explains a class or method that is missing while the tables are opened: the application brings an older Hibernate, Jakarta
 * Persistence, Jackson or Flyway, as one of a Spring Boot before 3.5 does.
 */
class LinkageFailureAnalyzer extends AbstractFailureAnalyzer<LinkageError> implements Ordered {

    /** A library that the store needs: what is needed, and a class by which the one that is there is found. */
    private record Library(String needed, String className) {}

    private static final List<Library> LIBRARIES = List.of(
            new Library("org.hibernate.orm:hibernate-core 6.6 or newer", "org.hibernate.Version"),
            new Library(
                    "jakarta.persistence:jakarta.persistence-api 3.1 or newer", "jakarta.persistence.EntityManager"),
            new Library("tools.jackson.core:jackson-core 3.0 or newer", "tools.jackson.core.JsonParser"),
            new Library("org.flywaydb:flyway-core 11 or newer", "org.flywaydb.core.Flyway"));

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, LinkageError cause) {
        if (!isOurs(rootFailure)) {
            return null;
        }
        StringBuilder text = new StringBuilder("The tables of nscacheck cannot be opened, because a library of the"
                + " application does not fit: " + cause + "\n\nneeded and found:");
        LIBRARIES.forEach(library ->
                text.append("\n - ").append(library.needed()).append(": ").append(found(library.className())));
        return new FailureAnalysis(
                text.toString(),
                "Use Spring Boot 3.5 or newer, which brings these versions, or set them where the application manages its"
                        + " dependencies. nscacheck.enabled=false starts the application without checks.",
                cause);
    }

    /** Before Spring Boot's own words on a missing method, which cannot know what is needed. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    private static boolean isOurs(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (Arrays.stream(cause.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().startsWith("org.nscacheck.store."))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the name of the jar, which tells the version whatever its manifest leaves out. */
    private static String found(String className) {
        try {
            Class<?> known = ClassUtils.forName(className, LinkageFailureAnalyzer.class.getClassLoader());
            CodeSource source = known.getProtectionDomain().getCodeSource();
            URL location = source == null ? null : source.getLocation();
            if (location == null) {
                return "in an unknown place";
            }
            String path = location.getPath().replaceFirst("!?/$", "");
            return path.substring(path.lastIndexOf('/') + 1);
        } catch (ClassNotFoundException | LinkageError e) {
            return "none";
        }
    }
}
