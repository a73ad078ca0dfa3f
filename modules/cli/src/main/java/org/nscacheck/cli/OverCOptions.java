/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.cli.shell.Secrets;
import org.nscacheck.overc.Identification;
import org.nscacheck.overc.OverCClient;
import org.nscacheck.overc.OverCClientSettings;
import org.nscacheck.server.Secret;
import picocli.CommandLine.Option;

/** Which OverC server is meant, and who we are to it: the options of {@code overcli}, before or behind the command. */
final class OverCOptions {

    private static final String SERVER = "NSCACHECK_SERVER";
    private static final String SERVER_ID = "NSCACHECK_SERVER_ID";
    private static final String KEY = "NSCACHECK_SERVER_KEY";

    @Option(
            names = {"-s", "--server"},
            paramLabel = "URL",
            description = "OverC server, such as http://localhost:5000/; the environment variable " + SERVER
                    + " by default. A user and a password may stand before the host.")
    private @Nullable String server;

    @Option(
            names = {"-i", "--server-id"},
            paramLabel = "NAME[:KEY]",
            description =
                    "Our name and key, such as localhost:1234; the environment variable " + SERVER_ID
                            + " by default. Other users of this machine see a key that stands here: better write the name only.")
    private @Nullable String id;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "File whose first line is the key; by default the environment variable " + KEY + " counts.")
    private @Nullable Path keyFile;

    /** Returns these options; what is not given here is taken from those before the command. */
    OverCOptions over(OverCOptions outer) {
        OverCOptions both = new OverCOptions();
        both.server = server == null ? outer.server : server;
        both.id = id == null ? outer.id : id;
        both.keyFile = keyFile == null ? outer.keyFile : keyFile;
        return both;
    }

    /** Returns the URL, or null if none is given. */
    @Nullable
    String url(Map<String, String> environment) {
        return server == null ? environment.get(SERVER) : server;
    }

    /** Returns {@code name:key} or the name, or null if neither is given. */
    @Nullable
    String id(Map<String, String> environment) {
        return id == null ? environment.get(SERVER_ID) : id;
    }

    /** Returns the key of a file or of the environment, which goes over the one behind the name, or null. */
    @Nullable
    String key(Map<String, String> environment) {
        try {
            return Secrets.find(keyFile, environment, KEY).map(Secret::reveal).orElse(null);
        } catch (IOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** @throws CommandFailedException if no server is given, or it is none */
    OverCClient client(Map<String, String> environment) {
        return new OverCClient(settings(url(environment)));
    }

    /**
     * Returns how to talk to the server at this address.
     *
     * @throws CommandFailedException if it is null or none
     */
    static OverCClientSettings settings(@Nullable String url) {
        if (url == null) {
            throw new CommandFailedException("no OverC server is given: use -s URL, or set " + SERVER);
        }
        try {
            return OverCClientSettings.of(url);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** @throws CommandFailedException if name or key are not given */
    Identification identification(Map<String, String> environment) {
        String both = Optional.ofNullable(id(environment)).orElse("");
        int colon = both.indexOf(':');
        String name = colon < 0 ? both : both.substring(0, colon);
        String key = key(environment);
        if (key == null && colon >= 0) {
            key = both.substring(colon + 1);
        }
        if (name.isEmpty() || key == null) {
            throw new CommandFailedException(
                    "OverC needs our name and a key: use -i NAME with --key-file or " + KEY + ", or -i NAME:KEY");
        }
        return new Identification(name, Secret.of(key));
    }
}
