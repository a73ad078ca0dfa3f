/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;

/**
 * A check as an administrator configured it.
 *
 * @param id identity
 * @param key what is called
 * @param name unique name for people
 * @param settings what is set over what the code declares
 * @param pausedUntil end of its pause, {@link #UNTIL_RESUMED} for an open end, or null; may be in the past
 * @param version number of changes, for detecting concurrent edits
 */
public record StoredCheck(
        CheckId id,
        CheckKey key,
        String name,
        CheckSettings settings,
        @Nullable Instant pausedUntil,
        int version) {

    /** The end of a pause that only a person ends. */
    public static final Instant UNTIL_RESUMED = Instant.parse("9999-12-31T00:00:00Z");

    /** @throws RefusedException if the name is blank */
    public StoredCheck {
        if (name.isBlank()) {
            throw new RefusedException("a check needs a name");
        }
    }

    /** Returns a check that follows the code in everything. */
    public static StoredCheck of(CheckKey key) {
        return of(key, CheckSettings.NONE);
    }

    /** Returns a new check with these settings, which is called by its key. */
    public static StoredCheck of(CheckKey key, CheckSettings settings) {
        return new StoredCheck(CheckId.random(), key, key.value(), settings, null, 0);
    }

    /** Returns this check with these settings; identity, name, pause and version stay. */
    public StoredCheck with(CheckSettings others) {
        return new StoredCheck(id, key, name, others, pausedUntil, version);
    }

    /** Returns this check with what another one sets in addition, which wins; identity, name, pause and version stay. */
    public StoredCheck withSettingsOf(StoredCheck other) {
        return with(other.settings.over(settings));
    }

    /** Returns this check with a pause that ends then, or with none. */
    public StoredCheck pausedUntil(@Nullable Instant until) {
        return new StoredCheck(id, key, name, settings, until, version);
    }

    /** Returns this check with another name. */
    public StoredCheck named(String other) {
        return new StoredCheck(id, key, other, settings, pausedUntil, version);
    }
}
