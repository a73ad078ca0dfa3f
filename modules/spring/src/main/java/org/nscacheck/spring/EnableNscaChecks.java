/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.engine.Stores;
import org.springframework.context.annotation.Import;

/**
 * Runs the methods annotated with {@link org.nscacheck.NscaCheck} in a Spring application without Spring Boot. The context
 * needs a bean {@link Stores}, a bean {@link EngineSettings}, and one bean per kind of server
 * ({@link org.nscacheck.sender.SenderFactory}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Import(NscaCheckConfiguration.class)
public @interface EnableNscaChecks {}
