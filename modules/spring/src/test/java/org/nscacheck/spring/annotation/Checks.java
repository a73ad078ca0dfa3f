/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckContext;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;

/** Runs checks as the engine does. */
final class Checks {

    private Checks() {}

    static CheckResult run(CheckDefinition definition) throws Exception {
        return run(definition, Map.of());
    }

    static CheckResult run(CheckDefinition definition, Map<String, String> arguments) throws Exception {
        return definition
                .handler()
                .run(new CheckContext(CheckId.random(), arguments, Instant.EPOCH, Duration.ofMillis(1500), "node"));
    }
}
