/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.collectd.DataSets;
import org.nscacheck.collectd.ExecProducer;
import org.nscacheck.collectd.IdentityPatterns;
import org.nscacheck.collectd.SecurityLevel;
import org.nscacheck.collectd.SocketLimits;
import org.nscacheck.collectd.Users;
import org.nscacheck.plugin.PluginFolders;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What comes to this application by collectd's protocols. Both ways are off unless they are set.
 *
 * @param port UDP port of collectd's network protocol, by custom 25826; 0 for any that is free. Default: none.
 * @param address Address of this machine on which packets are taken.
 * @param securityLevel What packets need at least: none, sign or encrypt.
 * @param authFile File of users and passwords, a line "user: password" for each, as collectd's AuthFile.
 * @param socket Absolute path of a UNIX socket that takes lines such as PUTNOTIF. Default: none.
 * @param socketMode Who may write to the socket, in octal digits.
 * @param values Which values are services here that threshold rules judge, by patterns of their identities such as
 *     "db/disk-*&#47;*", or "*" for all. Default: none.
 * @param programs Programs that this application runs for their lines of PUTNOTIF and PUTVAL, by name. They must lie in a folder of
 *     nscacheck.plugins.folders.
 * @param typesDb File that says what types of values there are, as collectd's types.db. Default: nine usual ones.
 */
record CollectdProperties(
        @Nullable Integer port,
        @DefaultValue("localhost") String address,
        @DefaultValue("none") SecurityLevel securityLevel,
        @Nullable Path authFile,
        @Nullable Path socket,
        @DefaultValue(SocketLimits.DEFAULT_MODE) String socketMode,
        @DefaultValue List<String> values,
        @DefaultValue Map<String, Program> programs,
        @Nullable Path typesDb) {

    /**
     * A program whose output is read.
     *
     * @param program Its name in one of the folders, or its path.
     * @param arguments Its arguments, each as it is given to it; no shell reads them.
     * @param interval How long after a good end it is started again, 1s to 1d; also COLLECTD_INTERVAL.
     */
    record Program(
            String program,
            @DefaultValue List<String> arguments,
            @DefaultValue("10s") Duration interval) {

        /** @throws IllegalArgumentException if it cannot be run */
        ExecProducer.Program named(String name, PluginFolders folders) {
            try {
                folders.findForAnyArguments(program);
            } catch (RefusedException e) {
                throw new IllegalArgumentException(
                        "nscacheck.collectd.programs." + name + ".program: " + e.getMessage(), e);
            }
            return new ExecProducer.Program(name, program, arguments, interval);
        }
    }

    /** @throws IllegalArgumentException if nobody could send what is required, or a pattern is none */
    CollectdProperties {
        IdentityPatterns.of(values);
        if (securityLevel != SecurityLevel.NONE && authFile == null) {
            throw new IllegalArgumentException("nscacheck.collectd.security-level=" + securityLevel
                    + " needs users: set nscacheck.collectd.auth-file");
        }
    }

    IdentityPatterns patterns() {
        return IdentityPatterns.of(values);
    }

    Users users() {
        try {
            return authFile == null ? Users.NONE : Users.parse(Files.readAllLines(authFile));
        } catch (IOException e) {
            throw new UncheckedIOException("nscacheck.collectd.auth-file " + authFile + " cannot be read", e);
        }
    }

    DataSets types() {
        try {
            return typesDb == null ? DataSets.BASIC : DataSets.read(typesDb);
        } catch (IOException e) {
            throw new UncheckedIOException("nscacheck.collectd.types-db " + typesDb + " cannot be read", e);
        }
    }
}
