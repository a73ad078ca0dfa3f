/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * A plugin and all processes that it has started, to be killed when it has ended or its time is over.
 *
 * <p>On Linux a process belongs to it that is in the session or the process group of the plugin, which leads both; or whose
 * environment has the cookie that the plugin was started with; or whose parent does so. The first finds what the plugin starts and what is
 * orphaned, the second what has a session of its own, the third what has lost its environment besides. Only a process that does
 * all three, an orphan in its own session without its environment, escapes. Elsewhere it is what Java takes for descendants.
 *
 * <p>They are killed by SIGKILL at once: a plugin has a time limit of its own for a tidy end, and one that is stuck does not react.
 * For one thread.
 */
final class ProcessFamily {

    /** A process shows no environment while it starts, and one that ends in the middle of a look may have left a child. */
    private static final int LOOKS_WHEN_UNSURE = 5;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Optional<String> KILL = SystemPrograms.find("kill");

    private final Process leader;
    private final String cookie;
    private final boolean ownSession;
    private final boolean linux = ProcessTable.isAvailable();
    private final long start;
    private final Set<Long> found = new HashSet<>();
    private boolean interrupted;

    /**
     * @param cookie a variable and its value that no other process has
     * @param ownSession whether the plugin was given a session of its own; if not, its group has strangers in it
     */
    ProcessFamily(Process leader, String cookie, boolean ownSession) {
        this.leader = leader;
        this.cookie = cookie;
        this.ownSession = ownSession;
        this.start = linux ? ProcessTable.startOf(leader.pid()) : 0;
    }

    /**
     * Whom one look has found.
     *
     * @param members those that belong to the plugin, itself included
     * @param mayBeInGroup whether one besides the plugin itself is in its process group, or may be and has not been seen
     * @param sure whether nobody can have been missed
     */
    private record Look(Collection<Long> members, boolean mayBeInGroup, boolean sure) {}

    /**
     * What became of those whom the plugin left behind.
     *
     * @param killed how many there were, without itself and those that could not be killed
     * @param unkillable which could not be killed
     */
    record End(int killed, List<Long> unkillable) {}

    /** Kills whoever still lives. Takes two seconds at the most; an interrupt does not shorten it, and stays noted. */
    End end() {
        try {
            return endUninterrupted();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void pause(long nanos) {
        // With the interrupt noted on the thread, it would not wait.
        interrupted |= Thread.interrupted();
        LockSupport.parkNanos(nanos);
    }

    private End endUninterrupted() {
        Look look = look();
        leader.destroyForcibly();
        long began = System.nanoTime();
        long pause = FIRST_PAUSE_NANOS;
        int unsure = 0;
        while (unsure < LOOKS_WHEN_UNSURE && System.nanoTime() - began < PATIENCE_NANOS) {
            if (look.members.isEmpty()) {
                if (look.sure) {
                    break;
                }
                if (unsure == 1 && look.mayBeInGroup) {
                    killGroup();
                }
                unsure++;
            } else {
                unsure = 0;
                kill(look);
            }
            pause(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            look = look();
        }
        List<Long> unkillable = List.copyOf(look.members);
        found.remove(leader.pid());
        return new End(
                (int) found.stream().filter(pid -> !unkillable.contains(pid)).count(), unkillable);
    }

    private void kill(Look look) {
        if (look.mayBeInGroup) {
            killGroup();
        }
        look.members.forEach(pid -> {
            found.add(pid);
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        });
    }

    /** All at one moment: of a process that forks and ends without pause, each is gone before it can be looked at. */
    private void killGroup() {
        if (KILL.isEmpty()) {
            return;
        }
        try {
            Process kill = new ProcessBuilder(KILL.get(), "-KILL", "--", "-" + leader.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.onExit()
                    .orTimeout(1, TimeUnit.SECONDS)
                    .exceptionally(late -> kill)
                    .join();
        } catch (IOException e) {
            // They are killed one by one.
        }
    }

    private Look look() {
        return linux ? lookAtProc() : lookAtDescendants();
    }

    private Look lookAtDescendants() {
        List<Long> members = Stream.concat(leader.descendants(), Stream.of(leader.toHandle()))
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .toList();
        return new Look(members, false, true);
    }

    private Look lookAtProc() {
        ProcessTable table = ProcessTable.since(start);
        Map<Long, ProcessTable.Entry> others = new HashMap<>(table.entries());
        others.remove(ProcessHandle.current().pid());
        long own = leader.pid();
        ProcessTable.Entry first = others.get(own);
        // Its number can only be another's when nobody is left in the group of that number.
        boolean recycled = first != null && first.start() != start && !leader.isAlive();
        boolean grouped = ownSession && !recycled;
        Set<Long> members = new HashSet<>();
        boolean sure = table.isCompleteWithout(found);
        boolean mayBeInGroup = grouped && !sure;
        for (ProcessTable.Entry entry : others.values()) {
            boolean related =
                    (entry.pid() == own && !recycled) || (grouped && (entry.group() == own || entry.session() == own));
            mayBeInGroup |= related && entry.group() == own && entry.pid() != own;
            if (related) {
                members.add(entry.pid());
                continue;
            }
            String environment = ProcessTable.environmentOf(entry.pid());
            if (environment != null && environment.contains(cookie)) {
                members.add(entry.pid());
            }
            sure &= environment == null || !environment.isEmpty() || entry.isOfTheKernel();
        }
        addChildren(members, others.values());
        return new Look(members, mayBeInGroup, sure);
    }

    private static void addChildren(Set<Long> members, Collection<ProcessTable.Entry> all) {
        LongPredicate isMember = members::contains;
        List<Long> children = new ArrayList<>();
        do {
            children.clear();
            all.stream()
                    .filter(entry -> isMember.test(entry.parent()) && !members.contains(entry.pid()))
                    .forEach(entry -> children.add(entry.pid()));
            members.addAll(children);
        } while (!children.isEmpty());
    }
}
