/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a parameter of an {@link NscaCheck} method. The administrator's value is bound to the parameter's type and
 * checked when it is saved; nothing is ever evaluated as code.
 *
 * <p>Types: String, boolean, int, long, double, BigDecimal, enums, {@link java.time.Duration} ({@code 30s},
 * {@code 10m}), {@link java.time.LocalDate}, and lists of those (comma separated).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface NscaParam {

    /** Name of the parameter. Default: its name in the source, which needs the compiler option {@code -parameters}. */
    String value() default "";

    /** The same as {@link #value}, for where other attributes stand beside it. */
    String name() default "";

    /**
     * Value used when nobody sets another. Without it the parameter must be set before the check can run: the application
     * starts, and an active check is reported as one that cannot run until {@code nscacheck.checks[key].arguments.name} or
     * the screens set a value.
     */
    String defaultValue() default "";

    /** Lowest allowed value of a number or duration. */
    String min() default "";

    /** Highest allowed value of a number or duration. */
    String max() default "";

    /** The only allowed values. */
    String[] options() default {};

    /** Explanation for the form. */
    String description() default "";
}
