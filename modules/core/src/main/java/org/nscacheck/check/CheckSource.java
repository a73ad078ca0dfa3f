/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.util.Collection;

/** The extension point for sources of checks: annotated beans, plugin files, health indicators. */
@FunctionalInterface
public interface CheckSource {

    /** Returns the checks of this source; called once at start. */
    Collection<CheckDefinition> definitions();
}
