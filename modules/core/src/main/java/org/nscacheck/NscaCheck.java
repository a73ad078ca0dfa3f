/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a bean method a check that is scheduled and whose result is reported to monitoring servers.
 *
 * <p>The method may return {@link CheckResult}, {@link Status}, {@code Object[]} or {@code List} of {@code (rc, message[,
 * perfData])}, a number if {@link #warn} or {@link #crit} is declared, or nothing if {@link #allowVoid} is set. Anything
 * else stops the application at start with a message that says what to change. Parameters carry {@link NscaParam}.
 *
 * <p>All values are defaults: an administrator may override the schedule, the service name, the arguments and so on
 * for a check without touching code. Text attributes may hold property placeholders such as {@code ${checks.zone}}.
 *
 * <p>The method is called by a worker thread of the framework, on one node of a cluster at a time, outside of any
 * transaction unless {@link #transaction} asks for one. It should react to interruption: after {@link #timeout} it is
 * interrupted and its result is no longer waited for.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NscaCheck {

    /** Same as {@link #key}, for the short form {@code @NscaCheck("mail.queue")}. */
    String value() default "";

    /**
     * Stable id of the check for configuration, history and metrics. Default: bean name and method name in kebab case,
     * {@code mail-checks.unsent-mails}. Set it before renaming bean or method.
     */
    String key() default "";

    /** Service description at the receiver, at most 127 bytes of UTF-8. Default: the key. */
    String service() default "";

    /** What the check tests, for those who get the alarm. */
    String description() default "";

    /** Link to instructions, the last line of each result that is not OK; http or https. */
    String runbook() default "";

    /**
     * Interval such as {@code 30s}, {@code 10m}, {@code 1h}, {@code 1d}, {@code 2w}, {@code 1mo}. Excludes {@link #cron}.
     * With neither the check runs every 10 minutes.
     */
    String every() default "";

    /** Quartz cron expression, six or seven fields starting with seconds. Excludes {@link #every}. */
    String cron() default "";

    /** Time zone of {@link #cron} and of intervals of days and longer. Default: the zone of {@code nscacheck.zone}. */
    String zone() default "";

    /** How long the method may take. Default 30 seconds. */
    String timeout() default "";

    /** Host name under which results are reported, at most 63 bytes. Default: the server's node host name. */
    String host() default "";

    /** Names of the servers that get the results. Default: all. An unknown name stops the application at start. */
    String[] servers() default {};

    /**
     * Former keys of the check. The first node that starts with the present key moves what is stored under a former one to it:
     * history, an administrator's settings, and waiting results. Nodes that still have the former key no longer run it. A former
     * key that belongs to another check by now is left alone.
     */
    String[] formerly() default {};

    /** Tags for grouping. */
    String[] tags() default {};

    /** Whether one node of a cluster runs the check, or each. */
    CheckScope scope() default CheckScope.CLUSTER;

    /** Label of the metric made from a returned number. Default: {@code value}. */
    String label() default "";

    /** Unit of the returned number, such as s, %, MB or °C; see {@link Uom}. Default: none. */
    String uom() default "";

    /** Range in Nagios notation outside which the returned number is a WARNING. */
    String warn() default "";

    /** Range in Nagios notation outside which the returned number is CRITICAL. */
    String crit() default "";

    /** Lowest possible value of the returned number. */
    String min() default "";

    /** Highest possible value of the returned number. */
    String max() default "";

    /** State reported when the method throws or returns something invalid. */
    FailureStatus onError() default FailureStatus.DEFAULT;

    /** State reported when the method exceeds its timeout. */
    FailureStatus onTimeout() default FailureStatus.DEFAULT;

    /** Runs in a row with a state other than OK before it counts and is reported, like {@code max_check_attempts}. */
    int attempts() default 1;

    /** Time to the next run while a state other than OK is unconfirmed, like {@code retry_interval}. Default 1 minute. */
    String retryInterval() default "";

    /** Whether unconfirmed results are reported too, so that the receiver counts attempts itself (soft and hard states). */
    boolean reportEachAttempt() default false;

    /**
     * Group of checks that share a limit on how many of them run at once on a node, such as all that ask one slow system.
     * The limit is {@code nscacheck.executor.groups.<name>}; without it the group has no limit.
     */
    String group() default "";

    /** Whether {@code void} or {@code null} means "nothing to report". Otherwise it is reported as an error. */
    boolean allowVoid() default false;

    /** Whether the check is active: {@code true}, {@code false} or a placeholder. */
    String active() default "true";

    /** Transaction around the method. */
    CheckTransaction transaction() default CheckTransaction.NONE;
}
