package io.obt.server.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The readers whose connections one I/O thread serves. They are woken together, so that a thousand readers cost who
 * appends an event no more than one does.
 */
final class Readers {
    private final Executor thread;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean woken = new AtomicBoolean();

    Readers(Executor thread) {
        this.thread = thread;
    }

    void add(EventStream stream) {
        streams.add(stream);
        wake();
    }

    void remove(EventStream stream) {
        streams.remove(stream);
    }

    int count() {
        return streams.size();
    }

    /** There may be something to send. Returns at once and never throws; called on any thread. */
    void wake() {
        if (!streams.isEmpty() && woken.compareAndSet(false, true)) {
            try {
                thread.execute(this::wakeAll);
            } catch (RejectedExecutionException e) {
                closeAll(); // the server is ending
            }
        }
    }

    private void wakeAll() {
        woken.set(false); // first, so that what comes from now on wakes them again
        streams.forEach(EventStream::wake);
    }

    void closeAll() {
        streams.forEach(EventStream::close);
    }
}
