/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.boot3;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The libraries whose auto-configuration is held back in one application context. */
final class HeldBack {

    private static final String NAME = "org.nscacheck.heldBack";

    private final Set<Library> libraries = new HashSet<>();

    private HeldBack() {}

    /** Notes that a library is held back. */
    static void add(Library library, ConfigurableListableBeanFactory beans) {
        HeldBack held = find(beans);
        if (held == null) {
            held = new HeldBack();
            beans.registerSingleton(NAME, held);
        }
        held.libraries.add(library);
    }

    /** Returns whether a library is held back; one that the application excludes itself is not. */
    static boolean contains(Library library, ConfigurableListableBeanFactory beans) {
        HeldBack held = find(beans);
        return held != null && held.libraries.contains(library);
    }

    private static @Nullable HeldBack find(ConfigurableListableBeanFactory beans) {
        return (HeldBack) beans.getSingleton(NAME);
    }
}
