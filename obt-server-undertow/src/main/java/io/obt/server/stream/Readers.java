package io.obt.server.stream;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * The readers whose connections one I/O thread serves. They are woken together, so that a thousand readers cost who
 * appends an event no more than one does.
 */
final class Readers {
    private final XnioIoThread thread;
    private final XnioExecutor.Key looking;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean woken = new AtomicBoolean();

    /** @param lookEvery how often it is asked of each whether it is still welcome */
    Readers(XnioIoThread thread, Duration lookEvery) {
        this.thread = thread;
        this.looking = thread.executeAtInterval(
                () -> streams.forEach(EventStream::endUnlessWelcome), lookEvery.toMillis(), TimeUnit.MILLISECONDS);
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
        looking.remove();
        streams.forEach(EventStream::close);
    }
}
