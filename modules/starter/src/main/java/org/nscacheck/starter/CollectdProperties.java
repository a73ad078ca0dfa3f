/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nscacheck.collectd.DataSets;
import org.nscacheck.collectd.SecurityLevel;
import org.nscacheck.collectd.SocketLimits;
import org.nscacheck.collectd.Users;
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
 * @param typesDb File that says what types of values there are, as collectd's types.db. Default: nine usual ones.
 */
record CollectdProperties(
        @Nullable Integer port,
        @DefaultValue("localhost") String address,
        @DefaultValue("none") SecurityLevel securityLevel,
        @Nullable Path authFile,
        @Nullable Path socket,
        @DefaultValue(SocketLimits.DEFAULT_MODE) String socketMode,
        @Nullable Path typesDb) {

    /** @throws IllegalArgumentException if nobody could send what is required */
    CollectdProperties {
        if (securityLevel != SecurityLevel.NONE && authFile == null) {
            throw new IllegalArgumentException("nscacheck.collectd.security-level=" + securityLevel
                    + " needs users: set nscacheck.collectd.auth-file");
        }
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
