/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckSettings;

/** Bodies that are sent, for the description of the API; what is not nullable must be set. {@link Body} reads them. */
final class Inputs {

    private Inputs() {}

    /** A new check. */
    record NewCheck(String method, String name, @Nullable CheckSettings settings) {}

    /** A check as it shall be; id and method cannot change. */
    record Check(
            @Nullable UUID id,
            @Nullable String method,
            String name,
            @Nullable CheckSettings settings) {}

    /** A new server or notifier. */
    record NewServer(
            String kind,
            String name,
            ServerDetail.Configuration configuration,
            @Nullable String secret) {}

    /** A server or notifier as it shall be; without a secret the stored one stays, an empty one removes it. */
    record Server(
            @Nullable UUID id,
            @Nullable String kind,
            String name,
            ServerDetail.Configuration configuration,
            @Nullable String secret) {}

    /** A policy, new or as it shall be. */
    record Policy(
            @Nullable UUID id,
            @Nullable String kind,
            String name,
            @Nullable Map<String, String> settings,
            @Nullable Boolean active,
            @Nullable Integer position) {}

    /** A new token: by default it may view, for 365 days. */
    record Token(
            String name,
            @Nullable Permission scope,
            @Nullable Duration length) {}

    /** A pause; without a length it lasts until somebody ends it. */
    record Pause(@Nullable Duration length) {}

    /** Somebody takes care of a problem; without a length for as long as it lasts. */
    record Acknowledge(
            @Nullable String node,
            @Nullable String reason,
            @Nullable Duration length) {}

    /** Nobody takes care any more. */
    record Unacknowledge(@Nullable String node) {}

    /** Something is never sent, for this reason. */
    record Discard(String reason) {}

    /** The configuration as YAML. */
    record Yaml() {}
}
