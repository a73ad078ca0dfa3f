/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.nio.file.Path;
import java.util.Collection;

/**
 * What the settings of a server may reach. Settings come from screens, and whoever may change them need not be allowed to start
 * programs, to read and write files of this machine, or to talk to each address of its network. Immutable.
 *
 * @param programs where programs may lie that are started
 * @param configurations where configuration files may lie that are read
 * @param receivers where command files, directories of check results and sockets may lie
 * @param addresses which addresses may be connected to
 */
public record SenderLimits(
        AllowedPaths programs, AllowedPaths configurations, AllowedPaths receivers, AddressPolicy addresses) {

    /** Begin of the properties' names. */
    private static final String PROPERTY = "nscacheck.allowed-paths.";

    private static final String[] PROGRAMS = {
        "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/usr/local/nagios/bin", "/opt/nagios/bin"
    };
    private static final String[] CONFIGURATIONS = {
        "/etc/send_nsca.cfg",
        "/etc/nagios",
        "/etc/nagios3",
        "/etc/nagios4",
        "/etc/nsca",
        "/etc/icinga",
        "/usr/local/nagios/etc",
        "/opt/nagios/etc"
    };
    private static final String[] RECEIVERS = {
        "/var/lib/nagios",
        "/var/lib/nagios3",
        "/var/lib/nagios4",
        "/var/spool/nagios",
        "/var/log/nagios",
        "/usr/local/nagios/var",
        "/opt/nagios/var",
        "/var/lib/icinga",
        "/var/cache/icinga",
        "/run/icinga2/cmd",
        "/var/lib/naemon",
        "/var/cache/naemon",
        "/run/collectd-unixsock",
        "/var/run/collectd-unixsock"
    };

    /** The places where packages of Nagios, its relatives and collectd put their files, and no others. */
    public static final SenderLimits USUAL = new SenderLimits(
            AllowedPaths.of(PROPERTY + "programs", PROGRAMS),
            AllowedPaths.of(PROPERTY + "configurations", CONFIGURATIONS),
            AllowedPaths.of(PROPERTY + "receivers", RECEIVERS),
            AddressPolicy.USUAL);

    /** Returns the same with other places for programs; none stands for the usual ones. */
    public SenderLimits withPrograms(Collection<Path> allowed) {
        return allowed.isEmpty()
                ? this
                : new SenderLimits(
                        new AllowedPaths(PROPERTY + "programs", allowed), configurations, receivers, addresses);
    }

    /** Returns the same with other places for configuration files; none stands for the usual ones. */
    public SenderLimits withConfigurations(Collection<Path> allowed) {
        return allowed.isEmpty()
                ? this
                : new SenderLimits(
                        programs, new AllowedPaths(PROPERTY + "configurations", allowed), receivers, addresses);
    }

    /** Returns the same with other places for command files, directories of check results and sockets; none: the usual ones. */
    public SenderLimits withReceivers(Collection<Path> allowed) {
        return allowed.isEmpty()
                ? this
                : new SenderLimits(
                        programs, configurations, new AllowedPaths(PROPERTY + "receivers", allowed), addresses);
    }

    /** Returns the same with another policy for addresses. */
    public SenderLimits with(AddressPolicy other) {
        return new SenderLimits(programs, configurations, receivers, other);
    }
}
