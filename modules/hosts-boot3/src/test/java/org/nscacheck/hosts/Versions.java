/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;
import org.springframework.util.ClassUtils;

/** That the class path is the one that the test is about. */
final class Versions {

    private Versions() {}

    static void requireBoot3() {
        assertThat(SpringBootVersion.getVersion()).startsWith("3.5.");
        assertThat(SpringVersion.getVersion()).startsWith("6.2.");
        assertThat(org.hibernate.Version.getVersionString()).startsWith("6.6.");
        List<String> jars = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(path -> path.substring(path.lastIndexOf(java.io.File.separatorChar) + 1))
                .toList();
        assertThat(jars)
                .anyMatch(jar -> jar.startsWith("jackson-annotations-2.19."))
                .anyMatch(jar -> jar.startsWith("jakarta.persistence-api-3.1."))
                .anyMatch(jar -> jar.startsWith("flyway-core-11."))
                .noneMatch(jar -> jar.startsWith("jackson-databind-3."));
    }

    static void requireAbsent(String... classes) {
        for (String name : classes) {
            assertThat(ClassUtils.isPresent(name, null)).as(name).isFalse();
        }
    }
}
