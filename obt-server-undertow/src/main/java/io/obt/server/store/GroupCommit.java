package io.obt.server.store;

import io.obt.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lets one thread write for all: what was asked for while a commit ran shares the next one. A group begins at once when
 * none is under way, and never waits for company. Thread-safe.
 */
final class GroupCommit implements AutoCloseable {
    private final BlockingQueue<Write> queue = new LinkedBlockingQueue<>();
    private final Runnable commit;
    private final Thread writer;
    private volatile boolean closed;

    private record Write(Runnable change, CompletableFuture<Void> done) {}

    /** Runs changes, then {@code commit}, on a thread of its own. */
    GroupCommit(Runnable commit) {
        this.commit = commit;
        this.writer = new Thread(this::run, "obt-store");
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Makes {@code change} and returns when it is committed.
     *
     * @throws StoreUnavailableException if the commit failed
     */
    void write(Runnable change) {
        Write write = new Write(change, new CompletableFuture<>());
        if (closed) {
            throw new StoreUnavailableException("The store is closed", new IllegalStateException("closed"));
        }
        queue.add(write);
        if (closed && !writer.isAlive()) {
            failQueued(); // it was closed in between, and nobody looks at the queue any more
        }
        try {
            write.done.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StoreUnavailableException("The store's file cannot be written: " + cause.getMessage(), cause);
        }
    }

    private void run() {
        List<Write> group = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                group.add(queue.take());
            } catch (InterruptedException e) {
                return; // nobody of ours interrupts: it would close the file under a write
            }
            queue.drainTo(group);
            commit(group);
            group.clear();
        }
    }

    private void commit(List<Write> group) {
        try {
            group.forEach(write -> write.change.run());
            commit.run();
            group.forEach(write -> write.done.complete(null));
        } catch (RuntimeException | Error e) {
            // Whatever it is, those who wait are told, and the writer goes on.
            group.forEach(write -> write.done.completeExceptionally(e));
        }
    }

    private void failQueued() {
        List<Write> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(write -> write.done.completeExceptionally(new IllegalStateException("the store is closed")));
    }

    /** Finishes the group under way and takes no more. */
    @Override
    public void close() {
        closed = true;
        queue.add(new Write(() -> {}, new CompletableFuture<>())); // wakes the writer
        try {
            writer.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        failQueued();
    }
}
