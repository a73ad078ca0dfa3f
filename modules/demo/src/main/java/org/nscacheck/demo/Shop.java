/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Orders, payments and stock. */
@Repository
class Shop {

    private final JdbcClient jdbc;

    Shop(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static OffsetDateTime timestamp(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /** Stores an order for one or two pieces of something and returns its number. */
    long takeOrder(String customer, RandomGenerator random, Instant now) {
        List<String> skus = jdbc.sql("SELECT sku FROM product ORDER BY sku")
                .query(String.class)
                .list();
        long order = jdbc.sql("""
                        INSERT INTO customer_order (customer, state, created_at, changed_at)
                        VALUES (:customer, 'NEW', :now, :now) RETURNING id
                        """)
                .param("customer", customer)
                .param("now", timestamp(now))
                .query(Long.class)
                .single();
        jdbc.sql("""
                        INSERT INTO order_line (order_id, sku, quantity, price)
                        SELECT :order, sku, :quantity, price FROM product WHERE sku = :sku
                        """)
                .param("order", order)
                .param("sku", skus.get(random.nextInt(skus.size())))
                .param("quantity", 1 + random.nextInt(2))
                .update();
        return order;
    }

    /** Collects what the oldest new orders owe. */
    void collectPayments(int max, Instant now) {
        jdbc.sql("""
                        WITH paid AS (
                            UPDATE customer_order SET state = 'PAID', changed_at = :now
                            WHERE id IN (SELECT id FROM customer_order WHERE state = 'NEW' ORDER BY id LIMIT :max)
                            RETURNING id)
                        INSERT INTO payment (order_id, amount, paid_at)
                        SELECT paid.id, sum(line.quantity * line.price), :now
                        FROM paid JOIN order_line line ON line.order_id = paid.id GROUP BY paid.id
                        """).param("now", timestamp(now)).param("max", max).update();
    }

    /** Takes the goods of paid orders out of stock, as far as there are any. */
    void startPacking(int max, Instant now) {
        List<Long> orders = jdbc.sql("""
                        SELECT o.id FROM customer_order o
                        WHERE o.state = 'PAID' AND NOT EXISTS (
                            SELECT FROM order_line line JOIN product USING (sku)
                            WHERE line.order_id = o.id AND product.stock < line.quantity)
                        ORDER BY o.id LIMIT :max
                        """).param("max", max).query(Long.class).list();
        for (long order : orders) {
            int lines = jdbc.sql("""
                            UPDATE product SET stock = stock - line.quantity FROM order_line line
                            WHERE line.order_id = :order AND line.sku = product.sku AND product.stock >= line.quantity
                            """).param("order", order).update();
            if (lines > 0) {
                jdbc.sql("UPDATE customer_order SET state = 'PACKING', changed_at = :now WHERE id = :order")
                        .param("now", timestamp(now))
                        .param("order", order)
                        .update();
            }
        }
    }

    /** Ships what has been in packing for three seconds or longer, and returns the numbers of these orders. */
    List<Long> ship(int max, Instant now) {
        return jdbc.sql("""
                        UPDATE customer_order SET state = 'SHIPPED', changed_at = :now
                        WHERE id IN (SELECT id FROM customer_order
                                     WHERE state = 'PACKING' AND changed_at < :ready ORDER BY id LIMIT :max)
                        RETURNING id
                        """)
                .param("now", timestamp(now))
                .param("ready", timestamp(now.minusSeconds(3)))
                .param("max", max)
                .query(Long.class)
                .list();
    }

    /** Brings ten pieces of what is short. */
    void refill() {
        jdbc.sql("UPDATE product SET stock = stock + 10 WHERE stock < 2 * reorder_level")
                .update();
    }

    /** Counts orders that were paid longer ago than this and not shipped yet. */
    long unshipped(Duration since, Instant now) {
        return jdbc.sql(
                        "SELECT count(*) FROM customer_order WHERE state IN ('PAID', 'PACKING') AND changed_at < :before")
                .param("before", timestamp(now.minus(since)))
                .query(Long.class)
                .single();
    }

    /** Returns how many orders are in each state that an order passes before it is shipped. */
    List<StateCount> openOrders() {
        return jdbc.sql("""
                        SELECT state, count(customer_order.id)
                        FROM unnest(ARRAY['NEW', 'PAID', 'PACKING']) WITH ORDINALITY AS known (state, place)
                        LEFT JOIN customer_order USING (state) GROUP BY state, place ORDER BY place
                        """).query(StateCount.class).list();
    }

    /** Returns all products in the order of their numbers. */
    List<Product> products() {
        return jdbc.sql("SELECT sku, name, stock, reorder_level FROM product ORDER BY sku")
                .query(Product.class)
                .list();
    }

    /** Forgets orders that were shipped before, with their payments and mails; returns how many. */
    int forgetShippedBefore(Instant limit) {
        return jdbc.sql("DELETE FROM customer_order WHERE state = 'SHIPPED' AND changed_at < :limit")
                .param("limit", timestamp(limit))
                .update();
    }

    record StateCount(String state, long count) {}

    record Product(String sku, String name, int stock, int reorderLevel) {

        boolean isScarce() {
            return stock < reorderLevel;
        }
    }
}
