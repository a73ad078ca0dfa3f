/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a post.
 *
 * @param kind what is known
 * @param reason words for people, empty if it was taken; no key and no password is in it
 * @param pause how long the server wants to be left alone, or null if it did not say
 */
public record OverCAnswer(
        Kind kind, String reason, @Nullable Duration pause) {

    /** What is known of a post. */
    public enum Kind {
        /** OverC has it. */
        TAKEN,
        /** OverC says that the post is not one (400); nothing of it was stored. */
        MALFORMED,
        /** The key is not the one that the name was registered with (403). */
        WRONG_KEY,
        /** The post is too large (413). */
        TOO_LARGE,
        /** OverC failed at it (500); nothing of it was stored. */
        FAILED,
        /** The server takes nothing for the moment (408, 425, 429, 503). */
        BUSY,
        /** What answers is not OverC, or lets nobody through: a login page, a redirect, an unknown path, a wrong password. */
        TURNED_AWAY,
        /** Nothing was sent. */
        NOT_SENT,
        /** It was sent, or may have been, and there was no answer that says what has become of it. */
        UNKNOWN
    }

    static final OverCAnswer DONE = new OverCAnswer(Kind.TAKEN, "", null);

    OverCAnswer(Kind kind, String reason) {
        this(kind, reason, null);
    }

    public boolean isTaken() {
        return kind == Kind.TAKEN;
    }
}
