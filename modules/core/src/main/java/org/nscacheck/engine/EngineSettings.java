/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nscacheck.Status;
import org.nscacheck.alerting.AlertSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.policy.Policy;
import org.nscacheck.schedule.Spread;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;

/**
 * How an engine runs checks. Most parts have usual values, which a {@link Builder} sets.
 *
 * @param nodeName name of this node, which no other living node has, such as that of the machine or the pod
 * @param hostName host name under which checks that run on each node are reported from this one
 * @param zone time zone of schedules that name none
 * @param defaults of checks that set nothing else
 * @param capacity how many checks run at once
 * @param rhythm how long things take and last
 * @param declared servers and checks that properties or code describe
 */
public record EngineSettings(
        String nodeName,
        String hostName,
        ZoneId zone,
        Defaults defaults,
        Capacity capacity,
        Rhythm rhythm,
        Declared declared) {

    /** How often the snapshot is renewed unless configured otherwise. */
    public static final Duration DEFAULT_SNAPSHOT_INTERVAL = Duration.ofSeconds(15);

    /** How long starting waits for the database unless configured otherwise. */
    public static final Duration DEFAULT_STARTUP_WAIT = Duration.ofSeconds(30);

    /** How long it is kept who did what unless configured otherwise. */
    public static final Duration DEFAULT_AUDIT_RETENTION = Duration.ofDays(365);

    /** How long it has to be kept at least who did what. */
    public static final Duration MIN_AUDIT_RETENTION = Duration.ofDays(30);

    /** How long history is kept unless configured otherwise. */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(30);

    /** @throws IllegalArgumentException if a name is none */
    public EngineSettings {
        Names.requireHost(hostName);
        Names.requireHost(nodeName);
        if (nodeName.indexOf('/') >= 0) {
            throw new IllegalArgumentException("the node name '" + nodeName + "' contains a slash");
        }
    }

    /**
     * What holds for checks that set nothing else.
     *
     * @param spread longest delay behind a slot
     * @param onError state of a failed run, not OK
     * @param onTimeout state of a run that took too long, not OK
     */
    public record Defaults(Duration spread, Status onError, Status onTimeout) {}

    /**
     * How many checks run at once on this node.
     *
     * @param maxRunning of all checks
     * @param groups of the checks of a group, by its name
     * @param reuseThreads whether runs share threads: saves a tenth of a millisecond of processor time for each, but what a check
     *     leaves on its thread, such as a tenant or a transaction, is met by the next that runs there
     */
    public record Capacity(int maxRunning, Map<String, Integer> groups, boolean reuseThreads) {

        public Capacity {
            groups = Map.copyOf(groups);
        }
    }

    /**
     * How long things take and last.
     *
     * @param tick whether the safety tick runs; only tests switch it off
     * @param startupWait how long starting waits for the database and its tables: a fault that is found in this time is thrown,
     *     one that is found later is logged and shown; zero waits for nothing
     * @param shutdown how long stopping waits for running checks and for batches under way
     * @param snapshotInterval how often is read how checks and servers are doing, for health, meters and built-in checks
     * @param retention how long runs and measured values are kept, the latest of each check for ever; zero: all for ever
     * @param auditRetention how long it is kept who did what, {@link #MIN_AUDIT_RETENTION} or more; zero: for ever
     */
    public record Rhythm(
            boolean tick,
            Duration startupWait,
            Duration shutdown,
            Duration snapshotInterval,
            Duration retention,
            Duration auditRetention) {

        /** @throws IllegalArgumentException if the audit would be kept for less than it has to be */
        public Rhythm {
            if (!auditRetention.isZero() && auditRetention.compareTo(MIN_AUDIT_RETENTION) < 0) {
                throw new IllegalArgumentException("audit-retention is " + auditRetention.toSeconds()
                        + " s: set 30 days or more, or 0 to keep the audit for ever");
            }
        }
    }

    /**
     * Servers and checks that properties or code describe.
     *
     * @param servers servers that are added, or changed if they differ from what is stored under their names
     * @param checks settings of checks, written over what is stored for their keys
     * @param guessedHosts names of those of the servers whose host name is only this machine's, since nobody set one; what is
     *     stored is kept instead
     * @param policies threshold rules and other policies, written over what is stored under their kinds and names
     * @param alerts what holds for everybody who is told something
     */
    public record Declared(
            List<Server> servers,
            List<StoredCheck> checks,
            Set<String> guessedHosts,
            List<Policy> policies,
            AlertSettings alerts) {

        public Declared {
            servers = List.copyOf(servers);
            checks = List.copyOf(checks);
            guessedHosts = Set.copyOf(guessedHosts);
            policies = List.copyOf(policies);
        }
    }

    /** Returns the usual values for a node, those of {@link #builder(String)}. */
    public static EngineSettings of(String nodeName) {
        return builder(nodeName).build();
    }

    /** Returns a builder that has the usual values for a node of this name, which is reported as a host of its own name. */
    public static Builder builder(String nodeName) {
        return new Builder(nodeName);
    }

    /** Makes settings, of which only those that differ from the usual ones have to be set. Not thread-safe. */
    public static final class Builder {

        private final String nodeName;
        private String hostName;
        private ZoneId zone = ZoneId.systemDefault();
        private Duration spread = Spread.DEFAULT_LIMIT;
        private Status onError = Status.CRITICAL;
        private Status onTimeout = Status.CRITICAL;
        private int maxRunning = 20;
        private Map<String, Integer> groups = Map.of();
        private boolean reuseThreads = false;
        private Duration startupWait = DEFAULT_STARTUP_WAIT;
        private Duration shutdown = Duration.ofSeconds(15);
        private Duration snapshotInterval = DEFAULT_SNAPSHOT_INTERVAL;
        private Duration retention = DEFAULT_RETENTION;
        private Duration auditRetention = DEFAULT_AUDIT_RETENTION;
        private boolean tick = true;
        private List<Server> servers = List.of();
        private List<StoredCheck> checks = List.of();
        private Set<String> guessedHosts = Set.of();
        private List<Policy> policies = List.of();
        private AlertSettings alerts = AlertSettings.DEFAULT;

        private Builder(String nodeName) {
            this.nodeName = nodeName;
            this.hostName = nodeName;
        }

        /** Sets the host name under which checks that run on each node are reported; unless set, the node's name. */
        public Builder hostName(String value) {
            hostName = value;
            return this;
        }

        /** Sets the time zone of schedules that name none; unless set, that of the machine. */
        public Builder zone(ZoneId value) {
            zone = value;
            return this;
        }

        /** Sets the longest delay behind a slot for checks that set none; unless set, {@link Spread#DEFAULT_LIMIT}. */
        public Builder spread(Duration value) {
            spread = value;
            return this;
        }

        /** Sets the state of a failed run, not OK; unless set, CRITICAL. */
        public Builder onError(Status value) {
            onError = value;
            return this;
        }

        /** Sets the state of a run that took too long, not OK; unless set, CRITICAL. */
        public Builder onTimeout(Status value) {
            onTimeout = value;
            return this;
        }

        /** Sets how many checks may run at once on this node; unless set, 20. */
        public Builder maxRunning(int value) {
            maxRunning = value;
            return this;
        }

        /**
         * Sets how many checks of a group may run at once on this node, by name of the group; unless set, no
         * group is limited.
         */
        public Builder groups(Map<String, Integer> value) {
            groups = value;
            return this;
        }

        /** Sets whether runs share threads; unless set, each has its own. */
        public Builder reuseThreads(boolean value) {
            reuseThreads = value;
            return this;
        }

        /**
         * Sets how long starting waits for the database and its tables, zero for not at all; unless set, {@link
         * #DEFAULT_STARTUP_WAIT}.
         */
        public Builder startupWait(Duration value) {
            startupWait = value;
            return this;
        }

        /** Sets how long stopping waits for running checks and for batches under way; unless set, 15 seconds. */
        public Builder shutdown(Duration value) {
            shutdown = value;
            return this;
        }

        /** Sets how often is read how checks and servers are doing; unless set, {@link #DEFAULT_SNAPSHOT_INTERVAL}. */
        public Builder snapshotInterval(Duration value) {
            snapshotInterval = value;
            return this;
        }

        /** Sets how long runs and measured values are kept, zero for ever; unless set, {@link #DEFAULT_RETENTION}. */
        public Builder retention(Duration value) {
            retention = value;
            return this;
        }

        /** Sets how long it is kept who did what, zero for ever; unless set, {@link #DEFAULT_AUDIT_RETENTION}. */
        public Builder auditRetention(Duration value) {
            auditRetention = value;
            return this;
        }

        /** Sets whether the safety tick runs, as it does unless set; only tests switch it off. */
        public Builder tick(boolean value) {
            tick = value;
            return this;
        }

        /** Sets the servers that are added, or changed if they differ from what is stored; unless set, none. */
        public Builder servers(List<Server> value) {
            servers = value;
            return this;
        }

        /** Sets settings of checks, written over what is stored for their handlers; unless set, none. */
        public Builder checks(List<StoredCheck> value) {
            checks = value;
            return this;
        }

        /** Sets the names of the servers whose host name nobody set; unless set, none. */
        public Builder guessedHosts(Set<String> value) {
            guessedHosts = value;
            return this;
        }

        /** Sets threshold rules and other policies, written over what is stored under their names; unless set, none. */
        public Builder policies(List<Policy> value) {
            policies = value;
            return this;
        }

        /** Sets what holds for everybody who is told something; unless set, {@link AlertSettings#DEFAULT}. */
        public Builder alerts(AlertSettings value) {
            alerts = value;
            return this;
        }

        /**
         * Returns the settings.
         *
         * @throws IllegalArgumentException if a name is none
         */
        public EngineSettings build() {
            return new EngineSettings(
                    nodeName,
                    hostName,
                    zone,
                    new Defaults(spread, onError, onTimeout),
                    new Capacity(maxRunning, groups, reuseThreads),
                    new Rhythm(tick, startupWait, shutdown, snapshotInterval, retention, auditRetention),
                    new Declared(servers, checks, guessedHosts, policies, alerts));
        }
    }
}
