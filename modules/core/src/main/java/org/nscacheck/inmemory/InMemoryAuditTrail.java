/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nscacheck.audit.AuditEntry;
import org.nscacheck.audit.AuditFilter;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditTrail;

/** Who did what since this process began. */
final class InMemoryAuditTrail implements AuditTrail {

    /** Enough to look back; a process must not grow by what is done to it. */
    private static final int MOST = 10_000;

    private final Memory memory;
    private final TreeMap<Long, AuditEntry> entries = new TreeMap<>();

    InMemoryAuditTrail(Memory memory) {
        this.memory = memory;
    }

    /** Returns what makes it again what it is now. */
    Runnable kept() {
        return Memory.kept(entries);
    }

    @Override
    public void write(AuditNote note) {
        synchronized (memory) {
            long id = entries.isEmpty() ? 1 : entries.lastKey() + 1;
            entries.put(id, new AuditEntry(id, memory.now(), note));
            if (entries.size() > MOST) {
                entries.pollFirstEntry();
            }
        }
    }

    @Override
    public List<AuditEntry> find(AuditFilter filter, long before, int max) {
        synchronized (memory) {
            return entries.headMap(before, false).descendingMap().values().stream()
                    .filter(entry -> filter.matches(entry.note()))
                    .limit(max)
                    .toList();
        }
    }

    @Override
    public Optional<AuditEntry> find(long id) {
        synchronized (memory) {
            return Optional.ofNullable(entries.get(id));
        }
    }

    @Override
    public int purge(Duration olderThan, int max) {
        synchronized (memory) {
            Instant kept = memory.now().minus(olderThan);
            int removed = 0;
            Iterator<Map.Entry<Long, AuditEntry>> oldest = entries.entrySet().iterator();
            while (removed < max
                    && oldest.hasNext()
                    && oldest.next().getValue().at().isBefore(kept)) {
                oldest.remove();
                removed++;
            }
            return removed;
        }
    }
}
