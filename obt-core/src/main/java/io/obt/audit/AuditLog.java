package io.obt.audit;

import static java.util.Objects.requireNonNull;

import io.obt.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed what, newest first. Adding only touches memory, so no answer waits for it; {@link #flush} brings the entries to the
 * store, and they wait here while it is away. Thread-safe.
 */
public final class AuditLog {
    /** How often {@link #flush} is to be called: what a kill of the process may take is what came since. */
    public static final Duration RHYTHM = Duration.ofMillis(200);

    private static final int MAX_UNSAVED = 100_000;
    private static final int BATCH = 1_000;
    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

    private final TimeSource time;
    private final String process;
    private final NavigableMap<String, AuditEntry> unsaved = new TreeMap<>();
    private long lastMillis;
    private int sequence;
    private volatile @Nullable AuditStore store;

    /** @param process tells this process's entries from those of another with the same store */
    public AuditLog(TimeSource time, String process) {
        this.time = time;
        this.process = process;
    }

    /** From now on the entries are kept there, those included that no store has yet. */
    public void keepIn(AuditStore store) {
        this.store = store;
    }

    /** Adds an entry. */
    public synchronized void append(String who, String what, String target, String from, int status) {
        Instant now = time.now();
        AuditEntry entry = new AuditEntry(nextId(now), now, who, what, target, from, status);
        if (unsaved.size() >= MAX_UNSAVED) {
            log.warn("Audit entry lost, since the store has kept none for too long: {}", entry);
            return;
        }
        unsaved.put(entry.id(), entry);
    }

    // By time, so that ids of several processes sort as they came; a clock that is set back does not unsort one's own.
    private String nextId(Instant now) {
        long millis = Math.max(now.toEpochMilli(), lastMillis);
        sequence = millis == lastMillis ? sequence + 1 : 0;
        lastMillis = millis;
        return String.format(Locale.ROOT, "%013d-%06d-%s", millis, sequence, process);
    }

    /** Brings what is new to the store; throws what the store throws, and keeps the entries for the next time then. */
    public void flush() {
        AuditStore keeping = store();
        List<AuditEntry> batch = pending(null).limit(BATCH).toList();
        while (!batch.isEmpty()) {
            keeping.appendAudit(batch);
            synchronized (this) {
                batch.forEach(entry -> unsaved.remove(entry.id()));
            }
            batch = pending(null).limit(BATCH).toList();
        }
    }

    /** At most {@code limit} entries, newest first, with ids before {@code before}; null for from the newest. Reads the store. */
    public List<AuditEntry> page(@Nullable String before, int limit) {
        // What is unsaved is read first: what is saved in between is then seen twice, and never missed.
        NavigableMap<String, AuditEntry> entries = new TreeMap<>(Comparator.reverseOrder());
        pending(before).forEach(entry -> entries.put(entry.id(), entry));
        store().audit(before, limit).forEach(entry -> entries.put(entry.id(), entry));
        return entries.values().stream().limit(limit).toList();
    }

    /** How many entries the store has; reads the store. */
    public long count() {
        return store().countAudit();
    }

    private AuditStore store() {
        return requireNonNull(store, "the log is kept nowhere yet");
    }

    private synchronized Stream<AuditEntry> pending(@Nullable String before) {
        NavigableMap<String, AuditEntry> wanted = before == null ? unsaved : unsaved.headMap(before, false);
        return new ArrayList<>(wanted.values()).stream();
    }
}
