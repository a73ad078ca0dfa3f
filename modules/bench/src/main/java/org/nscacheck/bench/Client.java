/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import org.nscacheck.testkit.peer.NscaDaemon;

/** A way of sending results. */
interface Client {

    /** Returns a name for the table. */
    String name();

    /** Returns how many results a pass sends: as many as take it some tenths of a second. */
    int results(NscaDaemon.Mode mode);

    /** Sends that many results and returns when its own work is done. */
    void send(int results) throws Exception;
}
