package io.obt.server.http;

import io.obt.client.ClientSnapshot;
import io.obt.protocol.Fingerprint;
import io.obt.protocol.Page;
import io.obt.registry.ClientRegistry;
import io.obt.time.TimeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers with parts of lists and other views that are made of clients, and remembers for how long each looks as it was given: asking
 * again for what has not changed then costs no list. Thread-safe.
 */
final class Lists {
    private static final int REMEMBERED = 256;
    private static final int LONGEST_TARGET = 1_024;

    private final ClientRegistry registry;
    private final TimeSource time;
    private final Map<String, Given> given = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Given> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What was answered last: it still holds while the fleet has that revision, until time alone changes a status. */
    private record Given(String fingerprint, long revision, long atNanos, long lastsNanos) {
        boolean holds(long currentRevision, long nowNanos) {
            return revision == currentRevision && nowNanos - atNanos < lastsNanos;
        }
    }

    Lists(ClientRegistry registry, TimeSource time) {
        this.registry = registry;
        this.time = time;
    }

    /** @param making makes what is asked for, as of a reading of the monotonic clock */
    void send(Request request, LongFunction<?> making) {
        // Read before the clients are: who changes while the list is made makes it be made again.
        long revision = registry.revision();
        long now = time.nanos();
        String target = request.target();
        Given last = last(target);
        if (last != null && last.holds(revision, now) && request.hasSeen(last.fingerprint)) {
            request.sendNotModified(last.fingerprint);
            return;
        }
        Object made = making.apply(now);
        String fingerprint = made instanceof Page<?> page ? Fingerprint.of(page) : Fingerprint.of(made);
        remember(target, new Given(fingerprint, revision, now, looksTheSameFor(now)));
        request.sendTagged(fingerprint, made);
    }

    private long looksTheSameFor(long now) {
        long least = Long.MAX_VALUE;
        for (ClientSnapshot client : registry.clients()) {
            least = Math.min(least, client.looksTheSameFor(now));
        }
        return least;
    }

    private synchronized @Nullable Given last(String target) {
        return given.get(target);
    }

    private synchronized void remember(String target, Given answer) {
        if (target.length() <= LONGEST_TARGET) {
            given.put(target, answer);
        }
    }
}
