/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.util.Collection;

/** The extension point for where checks come from: annotated beans, plugin files, health indicators. */
@FunctionalInterface
public interface CheckSource {

    /** Returns what this source offers; asked once at start. */
    Collection<CheckDefinition> definitions();
}
