/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One second in the life of the shop: customers order and pay, packers pack, mails go out, tea comes in. */
@Component
class Simulation {

    private static final int ORDERS_PER_MINUTE = 40;

    private final Shop shop;
    private final Mails mails;
    private final InstantSource clock;
    private final RandomGenerator random;

    Simulation(Shop shop, Mails mails, InstantSource clock, RandomGenerator random) {
        this.shop = shop;
        this.mails = mails;
        this.clock = clock;
        this.random = random;
    }

    /** Lets one second of business happen. */
    @Scheduled(fixedRateString = "${demo.pace:1s}")
    @Transactional
    public void step() {
        Instant now = clock.instant();
        if (random.nextInt(60) < ORDERS_PER_MINUTE) {
            long order = shop.takeOrder("customer-" + (1 + random.nextInt(500)), random, now);
            mails.queue(order, "We have your order " + order, now);
        }
        if (!Trouble.PAYMENT_GATEWAY_DOWN.reigns(now)) {
            shop.collectPayments(3, now);
        }
        if (!Trouble.PACKERS_AT_LUNCH.reigns(now)) {
            shop.startPacking(3, now);
            shop.ship(3, now).forEach(order -> mails.queue(order, "Order " + order + " is on its way", now));
        }
        if (Trouble.MAIL_SERVER_DOWN.reigns(now)) {
            mails.fail(2);
        } else {
            mails.send(5, now);
        }
        if (!Trouble.SUPPLIER_LATE.reigns(now)) {
            shop.refill();
        }
    }
}
