/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.Duration;

/** An alarm clock that wakes the runner. It is told the next due time whenever that changes; the last word counts. */
@FunctionalInterface
public interface Alarm {

    /** An alarm clock that never rings, for a node that relies on the safety tick alone. */
    Alarm NONE = delay -> {};

    /** Asks to be woken once after this delay, instead of any earlier request. */
    void ringIn(Duration delay);
}
