/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains passwords that cannot be decrypted. */
final class LockedServersFailureAnalyzer extends AbstractFailureAnalyzer<LockedServersException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LockedServersException cause) {
        return new FailureAnalysis(
                "Passwords of monitoring servers cannot be decrypted:\n" + cause.getMessage(),
                "Set nscacheck.secrets.key to the key that encrypted them, or keep it as"
                        + " nscacheck.secrets.previous-keys[<key id>]; or start with nscacheck.secrets.fail-fast=false and"
                        + " type the passwords again on the screens.",
                cause);
    }
}
