/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What administrators do on the screens, and those who deploy new versions. Only a node that is being replaced is down. */
final class PeopleFaults {

    private static final List<String> INTERVALS = List.of("1s", "1s", "2s", "3s");
    private static final int EDITED_AT_ONCE = 25;

    private final Lab lab;
    private final Breakage breakage;

    PeopleFaults(Lab lab, Breakage breakage) {
        this.lab = lab;
        this.breakage = breakage;
    }

    List<Chaos.Fault> kinds() {
        return List.of(
                this::edit, this::edit, this::editBothAtOnce, this::renameServer, this::deploy, this::renameKeys);
    }

    private void edit() {
        Node node = breakage.oneOf(lab.nodes());
        Runnable end = lab.timeline().begin("edits", Timeline.Place.HARMLESS, "");
        numbers().forEach(number -> node.tell(randomEdit(number)));
        end.run();
    }

    private void editBothAtOnce() {
        Runnable end = lab.timeline().begin("edits on both", Timeline.Place.HARMLESS, "");
        numbers().forEach(number -> lab.nodes().forEach(node -> node.tell(randomEdit(number))));
        end.run();
    }

    private Set<Integer> numbers() {
        Set<Integer> numbers = new TreeSet<>();
        while (numbers.size() < EDITED_AT_ONCE) {
            numbers.add(breakage.random().nextInt(lab.settings().checks()));
        }
        return numbers;
    }

    private String randomEdit(int number) {
        String name = "c" + number;
        String service = breakage.random().nextInt(4) == 0 ? name + LabConsole.RENAMED : name;
        return String.join(
                " ",
                "check",
                name,
                breakage.oneOf(INTERVALS),
                service,
                "words-" + breakage.random().nextInt(100),
                breakage.random().nextBoolean() ? "named" : "all");
    }

    private void renameServer() {
        breakage.take("screens");
        Runnable end = lab.timeline().begin("server renamed", Timeline.Place.HARMLESS, "");
        rename(lab.receiver().name() + LabConsole.RENAMED);
        breakage.endAfter(breakage.between(3_000, 25_000), "screens", () -> {
            rename(lab.receiver().name());
            end.run();
            return null;
        });
    }

    /** On both nodes at once; as administrators would who get an error: once more. */
    private void rename(String name) {
        Lab.until(Duration.ofMinutes(2), () -> {
            lab.nodes().forEach(node -> node.tell("server " + name));
            Lab.during(Duration.ofMillis(500));
            return lab.count("SELECT count(*) FROM nscacheck.nsca_server WHERE name = ?", name) == 1;
        });
    }

    /** A version without some of the checks, while the other node keeps the one that has them; then back. */
    private void deploy() throws Exception {
        Node node = breakage.takeNode();
        replace(node, List.of("--lab.without=" + LabChecks.OF_ONE_VERSION));
        Runnable end = lab.timeline().begin("without checks", Timeline.Place.LACKS, node.name());
        breakage.endAfter(breakage.between(5_000, 20_000), node.name(), () -> {
            replace(node, List.of());
            end.run();
            return null;
        });
    }

    /** A version with other keys for some of the checks, on one node after the other; there is no way back. */
    private void renameKeys() throws Exception {
        breakage.take("keys");
        Node first = breakage.takeNode();
        List<Node> others = new ArrayList<>(lab.nodes());
        others.remove(first);
        List<Runnable> ends = others.stream()
                .map(node -> lab.timeline().begin("keys renamed", Timeline.Place.LACKS, node.name()))
                .toList();
        lab.version().incrementAndGet();
        replace(first, List.of());
        breakage.leave(first.name());
        breakage.endAfter(breakage.between(2_000, 10_000), "keys", () -> {
            for (Node node : others) {
                breakage.take(node.name());
                replace(node, List.of());
                breakage.leave(node.name());
            }
            ends.forEach(Runnable::run);
            return null;
        });
    }

    private void replace(Node node, List<String> version) throws InterruptedException, IOException {
        Runnable up = lab.timeline().begin("down", Timeline.Place.DOWN, node.name());
        node.terminate();
        node.bringUp(version);
        up.run();
    }
}
