/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.util.Optional;
import org.nscacheck.sender.SendOutcome;

/** Tells right before a message is written whether it may still be sent. */
@FunctionalInterface
interface Validity {

    /** Of messages that hold for ever, as far as anybody knows. */
    Validity ENDLESS = message -> Optional.empty();

    /** Returns what has become of the message in this place if its time is over. */
    Optional<SendOutcome.Expired> expiry(int message);

    /** Returns the validity of the messages from this place on. */
    default Validity from(int first) {
        return message -> expiry(first + message);
    }
}
