/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What a fake daemon is like for all of its life; {@link FakeNscaDaemon.Builder} says what each means. */
record Settings(
        Flavour flavour,
        int port,
        String password,
        int method,
        InstantSource clock,
        @Nullable Duration maxPacketAge) {}
