/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.builtin;

import org.nscacheck.CheckResult;
import org.nscacheck.CheckScope;
import org.nscacheck.NscaCheck;
import org.nscacheck.NscaParam;

/** The built-in check of {@link SignedInUsers}; inactive until somebody activates it. */
public class SignedInUsersCheck {

    private final SignedInUsers users;

    public SignedInUsersCheck(SignedInUsers users) {
        this.users = users;
    }

    @NscaCheck(
            key = "nscacheck.signed-in-users",
            service = "Signed-in users",
            description = "People signed in on this node",
            every = "5m",
            scope = CheckScope.NODE,
            active = "false")
    CheckResult signedInUsers(
            @NscaParam(value = "warn", defaultValue = "1000000", min = "1") long warn,
            @NscaParam(value = "crit", defaultValue = "1000000", min = "1") long crit) {
        long count = users.count();
        return CheckResult.builder(BuiltInChecks.level(count, warn, crit), "%d users signed in", count)
                .perf("users", count)
                .warn(warn)
                .crit(crit)
                .min(0)
                .build();
    }
}
