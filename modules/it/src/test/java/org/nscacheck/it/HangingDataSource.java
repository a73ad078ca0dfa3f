/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Has one thread wait for its connection until the test ends, whatever interrupts it. */
final class HangingDataSource extends DelegatingDataSource {

    private final CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable String thread;

    HangingDataSource(DataSource target) {
        super(target);
    }

    void hang(String threadName) {
        thread = threadName;
    }

    void goOn() {
        thread = null;
        end.countDown();
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (Thread.currentThread().getName().equals(thread)) {
            awaitEnd();
        }
        return super.getConnection();
    }

    private void awaitEnd() {
        boolean interrupted = false;
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
