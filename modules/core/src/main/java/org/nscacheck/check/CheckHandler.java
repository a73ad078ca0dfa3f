/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;

/** The code of a check. Must be thread-safe: two checks may share a handler. */
@FunctionalInterface
public interface CheckHandler {

    /**
     * Runs the check. Should react to interruption, which is how the engine ends a run that takes too long.
     *
     * @return the result, or null for "nothing to report", which is an error unless the check allows it
     * @throws InvalidResultException if what the check's code returned is no result
     * @throws Exception anything else; it is reported with its class and message
     */
    @Nullable
    CheckResult run(CheckContext context) throws Exception;

    /**
     * Refuses values that fit the types of their parameters and cannot work all the same; asked when a person saves a check. Since
     * they may become impossible later, a run looks at them again. Takes any unless overridden.
     *
     * @param arguments values of the parameters by name, default values included
     * @throws org.nscacheck.RefusedException if they cannot work; the message has {@code parameter 'NAME'} in it
     */
    default void require(Map<String, String> arguments) {}
}
