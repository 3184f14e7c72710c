package io.obt.server.http;

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
    /** Of a part that shows clients as they are, and no more. */
    static final Object NOTHING_ELSE = "";

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
    private record Given(String fingerprint, long revision, Object beside, long atNanos, long lastsNanos) {
        boolean holds(long currentRevision, Object currentBeside, long nowNanos) {
            return revision == currentRevision && beside.equals(currentBeside) && nowNanos - atNanos < lastsNanos;
        }
    }

    Lists(ClientRegistry registry, TimeSource time) {
        this.registry = registry;
        this.time = time;
    }

    /**
     * @param beside stands for what the part shows besides the clients as they are; read before this is called, equal as long
     *     as none of that has changed
     * @param making makes what is asked for, as of a reading of the monotonic clock
     */
    void send(Request request, Object beside, LongFunction<?> making) {
        // Read before the clients are: who changes while the list is made makes it be made again.
        long revision = registry.revision();
        long now = time.nanos();
        String target = request.target();
        Given last = last(target);
        if (last != null && last.holds(revision, beside, now) && request.hasSeen(last.fingerprint)) {
            request.sendNotModified(last.fingerprint);
            return;
        }
        Object made = making.apply(now);
        String fingerprint = made instanceof Page<?> page ? Fingerprint.of(page) : Fingerprint.of(made);
        remember(target, new Given(fingerprint, revision, beside, now, registry.looksTheSameFor(now)));
        request.sendTagged(fingerprint, made);
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
