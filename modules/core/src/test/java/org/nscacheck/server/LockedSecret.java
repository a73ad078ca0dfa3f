/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.util.Optional;

/** A secret whose key is lost. */
public final class LockedSecret {

    private LockedSecret() {}

    /** Returns a secret that cannot be decrypted for this reason. */
    public static Secret because(String problem) {
        return Secret.sealed(new Secret.Sealed() {

            @Override
            public String open() {
                throw new LockedSecretException(problem);
            }

            @Override
            public Optional<String> problem() {
                return Optional.of(problem);
            }
        });
    }
}
