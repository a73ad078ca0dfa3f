/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

/** One way to bring results to a daemon. */
interface Client {

    String name();

    /** Returns how many results a pass has, so that it takes about a second and no minutes. */
    int results(Scenario scenario);

    /**
     * Sends that many results to the port and returns when the client takes them for sent.
     *
     * @return processor time the client took, in nanoseconds, or -1 if that cannot be told
     */
    long send(Scenario scenario, int port, int results) throws Exception;
}
