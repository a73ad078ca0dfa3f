/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.store.NscaDatabase.SchemaMode;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * All properties of the starter. A property that nobody knows stops the application: a mistyped one would be a check that
 * does not run.
 *
 * @param enabled Whether checks run in this application at all.
 * @param hostName Host name under which this application is known to monitoring, at most 63 bytes. Default: the name of
 *     the machine.
 * @param nodeName Name of this node, which no other living node may have; no slash. Default: the name of the machine or pod.
 * @param zone Time zone of schedules that name none. Default: the zone of the Java process.
 * @param environment Name of the environment that this process belongs to, such as production. A database that was copied
 *     delivers nothing under another name until an administrator confirms. Default: the database itself, so that a
 *     restored copy is noticed, but not one of the database server's files.
 * @param dataSource Name of the bean of type javax.sql.DataSource that holds the tables. Default: the only or primary one.
 * @param maxConnections How many connections of the data source are in use at a time at the most, 1 or more.
 * @param schema Database schema that holds the tables; lower case letters, digits and underscores.
 * @param schemaMode Whether the schema is created and migrated at start, or only compared because an administrator applies
 *     the files of sql/.
 * @param startupWait How long the start of the application waits for the database and its tables; a fault that is found in
 *     this time stops it. Default: not at all, checks start in the background, unless nscacheck.secrets.fail-fast is set.
 * @param configDirectory Directory for the configuration files of the send_nsca program, which hold passwords; made
 *     readable by its owner only. Default: a temporary directory of this process.
 * @param onError State that is reported when a check method fails: critical, warning or unknown.
 * @param onTimeout State that is reported when a check method takes too long: critical, warning or unknown.
 * @param secrets Encryption of passwords in the database.
 * @param allowedPaths Which files of this machine settings of servers may name.
 * @param addresses Which addresses servers may have.
 * @param executor How checks share this process.
 * @param tick The safety tick.
 * @param quartz The alarm clock for cron expressions.
 * @param snapshotInterval How often health, meters and built-in checks look how checks and servers are doing.
 * @param retention How long runs and measured values are kept, the latest of each check for ever. Zero: all for ever.
 * @param auditRetention How long it is kept who did what, 30 days or more. Zero: for ever.
 * @param builtIn Checks that every application can use.
 * @param healthChecks Health indicators of Spring Boot as checks.
 * @param plugins External plugins as checks.
 * @param metrics Meters.
 * @param web The screens.
 * @param api The REST API.
 * @param overc What agents push to this application in OverC's way.
 * @param collectd What comes to this application by collectd's protocols.
 * @param notifications What holds for everybody who is told something.
 * @param servers Monitoring servers by name; what is written here is brought into the database at every start.
 * @param checks Settings of checks by key; what is written here is brought into the database at every start. Keys with dots
 *     go into brackets: nscacheck.checks[mail.queue].every=1m.
 * @param policies Threshold rules and other policies by kind and name, such as nscacheck.policies.rule.full-disk.failure-max=95;
 *     what is written here is brought into the database at every start.
 */
@ConfigurationProperties(prefix = "nscacheck", ignoreUnknownFields = false)
record NscaCheckProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String hostName,
        @Nullable String nodeName,
        @Nullable ZoneId zone,
        @Nullable String environment,
        @Nullable String dataSource,
        @DefaultValue("3") int maxConnections,
        @DefaultValue("nscacheck") String schema,
        @DefaultValue("migrate") SchemaMode schemaMode,
        @Nullable Duration startupWait,
        @Nullable Path configDirectory,
        @DefaultValue("critical") Status onError,
        @DefaultValue("critical") Status onTimeout,
        @DefaultValue Secrets secrets,
        @DefaultValue AllowedPaths allowedPaths,
        @DefaultValue Addresses addresses,
        @DefaultValue Executor executor,
        @DefaultValue Switch tick,
        @DefaultValue Switch quartz,
        @DefaultValue("15s") Duration snapshotInterval,
        @DefaultValue("30d") Duration retention,
        @DefaultValue("365d") Duration auditRetention,
        @DefaultValue BuiltIn builtIn,
        @DefaultValue HealthChecks healthChecks,
        @DefaultValue PluginProperties plugins,
        @DefaultValue Metrics metrics,
        @DefaultValue Web web,
        @DefaultValue Api api,
        @DefaultValue OverCProperties overc,
        @DefaultValue CollectdProperties collectd,
        @DefaultValue NotificationProperties notifications,
        @DefaultValue Map<String, ServerProperties> servers,
        @DefaultValue Map<String, CheckProperties> checks,
        @DefaultValue Map<PolicyKind, Map<String, Map<String, String>>> policies) {

    /** @throws IllegalArgumentException if a failed check would be reported as OK */
    NscaCheckProperties {
        requireNotNegative("startup-wait", startupWait);
        requireNotOk("on-error", onError);
        requireNotOk("on-timeout", onTimeout);
        if (snapshotInterval.toMillis() < 1000) {
            throw new IllegalArgumentException(
                    "nscacheck.snapshot-interval is " + snapshotInterval + ", it must be 1s or longer");
        }
    }

    private static void requireNotNegative(String property, @Nullable Duration duration) {
        if (duration != null && duration.isNegative()) {
            throw new IllegalArgumentException("nscacheck." + property + " is negative: " + duration);
        }
    }

    private static void requireNotOk(String property, Status status) {
        if (status == Status.OK) {
            throw new IllegalArgumentException("nscacheck." + property
                    + "=ok would report a failed check as OK: use critical, warning or unknown");
        }
    }

    /**
     * Encryption of passwords in the database: AES-256-GCM.
     *
     * @param key 32 random bytes in Base64, such as the output of "openssl rand -base64 32". Without it servers that need
     *     a password cannot be used; others can.
     * @param keyFile File that holds the key in Base64, instead of the key itself.
     * @param keyId Name of the key, stored beside what it encrypts, so that keys can be changed.
     * @param previousKeys Former keys in Base64 by their names; they decrypt what they once encrypted.
     * @param failFast Whether the application does not start while the password of an active server cannot be decrypted.
     *     Otherwise that server is locked, and its results wait.
     */
    record Secrets(
            @Nullable String key,
            @Nullable Path keyFile,
            @DefaultValue("default") String keyId,
            @DefaultValue Map<String, String> previousKeys,
            @DefaultValue("false") boolean failFast) {}

    /**
     * Folders and files of this machine that settings of servers may name, which screens can change. Each list stands for the
     * places where packages of Nagios and its relatives put their files; one that is set replaces them.
     *
     * @param programs Where programs may lie that are started, such as send_nsca.
     * @param configurations Where a send_nsca.cfg may lie that is read.
     * @param receivers Where command files and directories of check results may lie.
     */
    record AllowedPaths(
            @DefaultValue List<Path> programs,
            @DefaultValue List<Path> configurations,
            @DefaultValue List<Path> receivers) {

        private SenderLimits limits() {
            return SenderLimits.USUAL
                    .withPrograms(programs)
                    .withConfigurations(configurations)
                    .withReceivers(receivers);
        }
    }

    /**
     * Which addresses servers may have, in blocks such as 10.0.0.0/8 or fd00::/8. Judged when a connection is made, after the
     * name was resolved.
     *
     * @param allow The only allowed ones; all that are not denied if there are none.
     * @param deny What is never allowed; instead of link-local addresses, the metadata services of clouds, multicast and
     *     unspecified addresses.
     */
    record Addresses(
            @DefaultValue List<String> allow, @DefaultValue List<String> deny) {

        /** @throws IllegalArgumentException if a block cannot be read */
        private AddressPolicy policy() {
            try {
                return new AddressPolicy(allow, deny.isEmpty() ? AddressPolicy.DENIED : deny);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("nscacheck.addresses: " + e.getMessage(), e);
            }
        }
    }

    /** Returns how long starting waits for the database: what must be able to stop the application must be waited for. */
    Duration patience() {
        Duration unset = secrets.failFast() ? EngineSettings.DEFAULT_STARTUP_WAIT : Duration.ZERO;
        return startupWait == null ? unset : startupWait;
    }

    /** Returns what settings of servers may reach. */
    SenderLimits limits() {
        return allowedPaths.limits().with(addresses.policy());
    }

    /**
     * How checks share this process.
     *
     * @param maxRunning How many checks may run at once in this process, 1 or more.
     * @param spread Longest delay of a check behind its time slot; each check has its own fixed share of it, so that many
     *     checks do not start in the same second. Zero: exactly on the slot.
     * @param groups How many checks of a group may run at once on each node, by the group's name.
     * @param reuseThreads Whether runs share threads: cheaper, but what a check leaves on its thread is met by the next.
     * @param shutdown How long stopping waits for running checks.
     */
    record Executor(
            @DefaultValue("20") int maxRunning,
            @DefaultValue("60s") Duration spread,
            @DefaultValue Map<String, Integer> groups,
            @DefaultValue("false") boolean reuseThreads,
            @DefaultValue("15s") Duration shutdown) {

        /** @throws IllegalArgumentException if a value is outside its limits */
        Executor {
            if (maxRunning < 1) {
                throw new IllegalArgumentException(
                        "nscacheck.executor.max-running is " + maxRunning + ", at least 1 check must be able to run");
            }
            groups.forEach((name, limit) -> {
                if (limit < 1) {
                    throw new IllegalArgumentException("nscacheck.executor.groups." + name + " is " + limit
                            + ", at least 1 check of the group must be able to run");
                }
            });
            requireNotNegative("executor.spread", spread);
            requireNotNegative("executor.shutdown", shutdown);
        }
    }

    /**
     * One of the two alarm clocks; each is sufficient alone.
     *
     * @param enabled Whether it runs. One of nscacheck.tick.enabled and nscacheck.quartz.enabled must be true.
     */
    record Switch(@DefaultValue("true") boolean enabled) {}

    /**
     * Checks that every application can use: CPU, memory, connection pool, signed-in users, overdue checks, oldest
     * undelivered result.
     *
     * @param enabled Whether they are offered. They are inactive until an administrator, or a property such as
     *     nscacheck.checks[nscacheck.cpu].active=true, activates them.
     */
    record BuiltIn(@DefaultValue("true") boolean enabled) {}

    /**
     * Health indicators of Spring Boot as checks: UP is OK, OUT_OF_SERVICE is WARNING, DOWN is CRITICAL, anything else
     * UNKNOWN.
     *
     * @param include Names of health indicators, such as db,diskSpace; each becomes the check health.NAME. A group, such as
     *     db of an application with several data sources, is as well as the worst of its parts; db/first is one of them.
     */
    record HealthChecks(@DefaultValue List<String> include) {}

    /**
     * Meters.
     *
     * @param tagCheck Whether meters of runs carry the key of the check; switch it off where there are very many checks.
     */
    record Metrics(@DefaultValue("true") boolean tagCheck) {}

    /**
     * The REST API below the path of the screens.
     *
     * @param enabled Whether programs with a token may use it.
     */
    record Api(@DefaultValue("false") boolean enabled) {}

    /**
     * The screens for servers and checks.
     *
     * @param enabled Whether there are screens, if somebody may use them.
     * @param basePath Path of the screens below the application's own.
     * @param roles Authorities of Spring Security that give permissions. Without any there are no screens.
     * @param signOutPath Path below the application's own to which the button Sign out sends its form; empty for no button. By
     *     default /logout for whoever is signed in by a session, if Spring Security's logout is on.
     * @param pluginToken What monitoring has to send to run a check as a plugin, below the path of the screens; at least 16
     *     characters. Without it no check can be run that way.
     */
    record Web(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("/nscacheck") String basePath,
            @DefaultValue Roles roles,
            @Nullable String signOutPath,
            @Nullable String pluginToken) {

        /** @throws IllegalArgumentException if the path to sign out is none */
        Web {
            if (signOutPath != null && !signOutPath.matches("|(/[A-Za-z0-9._~-]+)+")) {
                throw new IllegalArgumentException(
                        "nscacheck.web.sign-out-path '" + signOutPath
                                + "' must start with a slash and consist of letters, digits and . _ ~ -, end with none, or be empty");
            }
        }

        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Web[enabled=" + enabled + ", basePath=" + basePath + ", roles=" + roles + ", signOutPath="
                    + signOutPath + "]";
        }
    }

    /**
     * Authorities, such as ROLE_ADMIN, by what they permit; each permission includes those before it.
     *
     * @param view Who may see servers, checks and results.
     * @param operate Who may also run a check now.
     * @param administer Who may also change servers and checks.
     */
    record Roles(
            @DefaultValue List<String> view,
            @DefaultValue List<String> operate,
            @DefaultValue List<String> administer) {

        boolean isEmpty() {
            return view.isEmpty() && operate.isEmpty() && administer.isEmpty();
        }
    }
}
