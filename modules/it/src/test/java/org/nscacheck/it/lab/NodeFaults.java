/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.util.List;

/** What breaks one of the nodes, or its way to the database. */
final class NodeFaults {

    private final Lab lab;
    private final Breakage breakage;

    NodeFaults(Lab lab, Breakage breakage) {
        this.lab = lab;
        this.breakage = breakage;
    }

    List<Chaos.Fault> kinds() {
        return List.of(this::freeze, this::kill, this::kill, this::databaseCut, this::databaseAway);
    }

    private void freeze() throws Exception {
        Node node = breakage.takeNode();
        Runnable thaw = node.freeze();
        breakage.endAfter(breakage.between(2_000, 20_000), node.name(), () -> {
            thaw.run();
            return null;
        });
    }

    private void kill() throws Exception {
        Node node = breakage.takeNode();
        Runnable up = lab.timeline().begin("down", Timeline.Place.DOWN, node.name());
        node.kill();
        breakage.endAfter(breakage.between(500, 5_000), node.name(), () -> {
            node.bringUp(List.of());
            up.run();
            return null;
        });
    }

    private void databaseCut() {
        Node node = breakage.takeNode();
        Runnable end = lab.timeline().begin("database cut", Timeline.Place.NODE, node.name());
        node.database().reset();
        breakage.endAfter(1, node.name(), () -> {
            end.run();
            return null;
        });
    }

    private void databaseAway() {
        Node node = breakage.takeNode();
        Runnable end = lab.timeline().begin("database away", Timeline.Place.NODE, node.name());
        if (breakage.random().nextBoolean()) {
            node.database().silence();
        } else {
            node.database().refuse();
            node.database().reset();
        }
        breakage.endAfter(breakage.between(1_000, 12_000), node.name(), () -> {
            node.database().pass();
            end.run();
            return null;
        });
    }
}
