/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.DueList;
import org.nscacheck.check.FakeCheckStore;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.delivery.FakeOutbox;
import org.nscacheck.run.Claim;
import org.nscacheck.run.FakeRunStore;
import org.nscacheck.run.RunStore;
import org.nscacheck.server.ServerId;

/** Holds the fakes that the tests of core use to the contracts of the stores in PostgreSQL. */
class FakesTest {

    @Nested
    class Checks implements CheckStoreContract, DueListContract {
        private final FakeCheckStore store = new FakeCheckStore();

        @Override
        public CheckStore checks() {
            return store;
        }

        @Override
        public DueList due() {
            return store;
        }
    }

    @Nested
    class Runs implements RunStoreContract {
        private final FakeRunStore store = new FakeRunStore();

        @Override
        public RunStore runs() {
            return store;
        }

        @Override
        public void makeDue(CheckKey... keys) {
            Instant now = store.now;
            Stream.of(keys)
                    .map(key -> new Claim(
                            new Claim.ClaimId(CheckId.random(), "", 1),
                            key,
                            1,
                            now,
                            false,
                            new Claim.Lease(now, now.plusSeconds(40)),
                            CheckState.NEW))
                    .forEach(store.due::add);
        }
    }

    @Nested
    class Deliveries implements DeliveryStoreContract {
        private final ServerId server = ServerId.random();
        private final FakeOutbox store = new FakeOutbox(server);

        @Override
        public DeliveryStore outbox() {
            return store;
        }

        @Override
        public ServerId receiver() {
            return server;
        }

        @Override
        public void deliver(String... services) {
            Stream.of(services).forEach(store::add);
        }

        @Override
        public void passTime(Duration time) {
            store.passTime(time);
        }
    }
}
