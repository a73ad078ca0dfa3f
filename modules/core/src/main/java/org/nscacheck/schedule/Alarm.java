/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.Duration;

/** An alarm clock that wakes the runner at the next due time; the time set last counts. */
@FunctionalInterface
public interface Alarm {

    /** An alarm clock that never rings, for a node that relies on the safety tick alone. */
    Alarm NONE = delay -> {};

    /** Asks to be woken once after this delay, instead of any earlier request. */
    void ringIn(Duration delay);
}
