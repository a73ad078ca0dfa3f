/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.util.List;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.server.Secret;

/**
 * Sends reports to OverC, one post for each host that they are about. Keeps nothing between batches; the connection is the shared
 * client's. OverC makes its own alerts when states change or reports stay away, so that none are sent.
 */
final class OverCSender implements Sender {

    private final OverCClient client;
    private final Secret key;
    private final ReportForm form;
    private final String ownHost;

    /**
     * @param key the key of all names
     * @param ownHost the host name that this application reports as; if its key is wrong, the server turns us away as a whole
     */
    OverCSender(OverCClient client, Secret key, ReportForm form, String ownHost) {
        this.client = client;
        this.key = key;
        this.form = form;
        this.ownHost = ownHost;
    }

    @Override
    public List<SendOutcome> send(List<Report> reports, Deadline deadline) throws InterruptedException {
        OverCBatch batch = new OverCBatch(client, form, reports, deadline);
        return batch.send(key, ownHost);
    }
}
