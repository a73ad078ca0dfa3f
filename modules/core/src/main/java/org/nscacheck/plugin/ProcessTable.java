/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The processes of this machine as Linux shows them below {@code /proc}, see {@code proc(5)}. Read by java.io, which an interrupt
 * does not stop.
 */
final class ProcessTable {

    private static final File PROC = new File("/proc");

    /** More than the longest line of {@code stat}. */
    private static final int STAT_BYTES = 4096;
    /** A larger environment is read in part. */
    private static final int ENVIRONMENT_BYTES = 1 << 20;

    private final Map<Long, Entry> entries;
    private final Set<Long> ended;

    private ProcessTable(Map<Long, Entry> entries, Set<Long> ended) {
        this.entries = entries;
        this.ended = ended;
    }

    /**
     * A process.
     *
     * @param ended whether it only waits for its parent to notice its end
     * @param parent its parent, 1 or another that takes orphans if that has ended
     * @param group number of its process group
     * @param session number of its session
     * @param start when it started, in clock ticks since the machine did
     */
    record Entry(long pid, boolean ended, long parent, long group, long session, long start) {

        /** Child of it are all threads of the kernel. */
        private static final long KERNEL = 2;

        boolean isOfTheKernel() {
            return pid == KERNEL || parent == KERNEL;
        }
    }

    static boolean isAvailable() {
        return new File(PROC, "self/stat").canRead();
    }

    /**
     * Returns the processes that started then or later and have not ended. One that ends in the meantime may have left a child
     * that was not there yet when the names were read; {@link #isCompleteWithout} tells that.
     */
    static ProcessTable since(long start) {
        Map<Long, Entry> entries = new HashMap<>();
        Set<Long> ended = new HashSet<>();
        String[] names = PROC.list();
        for (String name : names == null ? new String[0] : names) {
            if (!isNumber(name)) {
                continue;
            }
            long pid = Long.parseLong(name);
            byte[] stat = read(name + "/stat", STAT_BYTES);
            if (stat == null) {
                ended.add(pid);
                continue;
            }
            Entry entry = entry(pid, stat);
            if (entry == null || entry.start < start) {
                continue;
            }
            if (entry.ended) {
                ended.add(pid);
            } else {
                entries.put(pid, entry);
            }
        }
        return new ProcessTable(entries, ended);
    }

    /** Returns when a process started, or 0 if it has ended: that is before all others. */
    static long startOf(long pid) {
        byte[] stat = read(pid + "/stat", STAT_BYTES);
        Entry entry = stat == null ? null : entry(pid, stat);
        return entry == null ? 0 : entry.start;
    }

    /**
     * Returns the environment that a process was started with; empty while it starts, and after its end; null if it is another
     * user's.
     */
    static @Nullable String environmentOf(long pid) {
        byte[] bytes = read(pid + "/environ", ENVIRONMENT_BYTES);
        if (bytes != null) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        // While a program is being executed its process is closed even to its own user.
        String user = userOf(String.valueOf(pid));
        return user.isEmpty() || user.equals(userOf("self")) ? "" : null;
    }

    /** Returns the number of the real user, or an empty text if the process has ended. */
    private static String userOf(String process) {
        byte[] status = read(process + "/status", STAT_BYTES);
        return status == null
                ? ""
                : new String(status, StandardCharsets.ISO_8859_1)
                        .lines()
                        .filter(line -> line.startsWith("Uid:"))
                        .map(line -> line.split("\\s+")[1])
                        .findFirst()
                        .orElse("");
    }

    Map<Long, Entry> entries() {
        return entries;
    }

    /**
     * Returns whether no process can be missing.
     *
     * @param known processes that were running when they were last looked at: what they had started by then was there to be seen, and
     *     what they have started since is in this table
     */
    boolean isCompleteWithout(Set<Long> known) {
        return known.containsAll(ended);
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * Reads {@code pid (name) state ppid pgrp session ... starttime}, the last one as field 22. A name may contain blanks and
     * parentheses. Null if it has other fields than these.
     */
    private static @Nullable Entry entry(long pid, byte[] stat) {
        String text = new String(stat, StandardCharsets.ISO_8859_1);
        String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ");
        if (fields.length < 20) {
            return null;
        }
        boolean ended = fields[0].equals("Z") || fields[0].equals("X");
        return new Entry(
                pid,
                ended,
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[19]));
    }

    private static byte @Nullable [] read(String file, int most) {
        try (FileInputStream in = new FileInputStream(new File(PROC, file))) {
            return in.readNBytes(most);
        } catch (IOException e) {
            return null;
        }
    }
}
