/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.RefusedException;
import org.nscacheck.server.Secret;

/** Who may send signed and encrypted packets. Immutable. */
public final class Users {

    /** Nobody: packets that are signed or encrypted are all refused. */
    public static final Users NONE = new Users(Map.of());

    private final Map<String, Secret> passwords;

    /**
     * @param passwords by user
     * @throws RefusedException if a user has no name or an empty password
     */
    public Users(Map<String, Secret> passwords) {
        passwords.forEach((user, password) -> {
            if (user.isBlank()) {
                throw new RefusedException("a user of collectd's network protocol needs a name");
            }
            if (password.equals(Secret.NONE)) {
                throw new RefusedException("the user '" + user + "' of collectd's network protocol needs a password");
            }
        });
        this.passwords = Map.copyOf(passwords);
    }

    /**
     * Reads the lines of collectd's AuthFile: {@code user: password}, with {@code #} before a comment.
     *
     * @throws RefusedException if a line is neither; the message has its number and nothing of a password
     */
    public static Users parse(List<String> lines) {
        Map<String, Secret> passwords = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new RefusedException("line " + (i + 1) + " of the users is not 'user: password'");
            }
            passwords.put(
                    line.substring(0, colon).strip(),
                    Secret.of(line.substring(colon + 1).strip()));
        }
        return new Users(passwords);
    }

    /** Returns the user's password, or empty if there is no such user or it cannot be decrypted now. */
    Optional<Secret> password(String user) {
        return Optional.ofNullable(passwords.get(user))
                .filter(password -> password.problem().isEmpty());
    }

    boolean isEmpty() {
        return passwords.isEmpty();
    }
}
