/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a health indicator says, without the types of Spring Boot, which are others in 3.5 and in 4.
 *
 * @param code such as {@code UP} or {@code DOWN}
 * @param description empty if there is none
 * @param details by name, in order
 */
public record HealthAnswer(String code, String description, Map<String, Object> details) {

    static final String UP = "UP";
    static final String UNKNOWN = "UNKNOWN";

    /** Copies the details. */
    public HealthAnswer {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    static HealthAnswer of(String code, Map<String, Object> details) {
        return new HealthAnswer(code, "", details);
    }
}
