/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nscacheck.CheckResult;
import org.nscacheck.CheckTransaction;
import org.nscacheck.NscaCheck;
import org.nscacheck.Status;
import org.springframework.stereotype.Service;

/** Whether what is ordered gets to the customers. */
@Service
class Orders {

    private static final Duration KEPT = Duration.ofHours(2);

    private final Shop shop;
    private final InstantSource clock;

    Orders(Shop shop, InstantSource clock) {
        this.shop = shop;
        this.clock = clock;
    }

    /** A number is judged by the limits that are declared here. */
    @NscaCheck(
            key = "orders.stuck",
            service = "Orders stuck in packing",
            every = "10s",
            label = "stuck",
            warn = "3",
            crit = "12",
            min = "0")
    long countStuck() {
        return shop.unshipped(Duration.ofSeconds(15), clock.instant());
    }

    /** Return code, message and values as a list, as the checks of Odoo return them. */
    @NscaCheck(key = "orders.open", service = "Open orders", every = "20s")
    List<Object> countOpen() {
        Map<String, Object> counts = new LinkedHashMap<>();
        long open = 0;
        for (Shop.StateCount state : shop.openOrders()) {
            counts.put(state.state(), state.count());
            open += state.count();
        }
        return List.of(open > 40 ? 1 : 0, open + " orders to be paid, packed or shipped", counts);
    }

    /** A state and nothing else. */
    @NscaCheck(key = "warehouse.stock", service = "Warehouse stock", every = "15s")
    Status checkStock() {
        List<Shop.Product> products = shop.products();
        if (products.stream().anyMatch(product -> product.stock() == 0)) {
            return Status.CRITICAL;
        }
        return products.stream().anyMatch(Shop.Product::isScarce) ? Status.WARNING : Status.OK;
    }

    /** Several values, and lines below the first. */
    @NscaCheck(key = "warehouse.products", service = "Products", every = "30s")
    CheckResult listProducts() {
        List<Shop.Product> products = shop.products();
        long scarce = products.stream().filter(Shop.Product::isScarce).count();
        CheckResult.Builder result = scarce == 0
                ? CheckResult.ok("all %d products in stock", products.size())
                : CheckResult.warning("%d of %d products below their reorder level", scarce, products.size());
        StringBuilder lines = new StringBuilder();
        for (Shop.Product product : products) {
            result.perf(product.sku(), product.stock())
                    .warn(product.reorderLevel() + ":")
                    .crit("1:")
                    .min(0);
            lines.append(product.stock()).append(" x ").append(product.name()).append('\n');
        }
        return result.longOutput(lines.toString()).build();
    }

    /** Reports nothing as long as it works: a job whose failure would be CRITICAL. */
    @NscaCheck(
            key = "orders.clean-up",
            service = "Order clean-up",
            every = "1m",
            allowVoid = true,
            transaction = CheckTransaction.READ_WRITE)
    void forgetOldOrders() {
        shop.forgetShippedBefore(clock.instant().minus(KEPT));
    }
}
