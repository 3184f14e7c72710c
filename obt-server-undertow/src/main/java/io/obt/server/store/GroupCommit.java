package io.obt.server.store;

import io.obt.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets one thread write for all: what was asked for while a commit ran shares the next one. A group begins at once when
 * none is under way, and never waits for company. Thread-safe.
 */
final class GroupCommit implements AutoCloseable {
    private final BlockingQueue<Write> queue = new LinkedBlockingQueue<>();
    private final Runnable begin;
    private final Runnable commit;
    private final Runnable undo;
    private final Duration patience;
    private final Thread writer;
    private volatile boolean closed;

    private record Write(Runnable change, CompletableFuture<Void> done) {}

    /**
     * Runs {@code begin}, then the changes of a group, then {@code commit}, on a thread of its own.
     *
     * @param undo takes back what the changes of a group did that could not be committed
     * @param patience how long a writer waits for its commit
     */
    GroupCommit(Runnable begin, Runnable commit, Runnable undo, Duration patience) {
        this.begin = begin;
        this.commit = commit;
        this.undo = undo;
        this.patience = patience;
        this.writer = new Thread(this::run, "obt-store");
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Makes {@code change} and returns when it is committed.
     *
     * @throws StoreUnavailableException if the commit failed; or if it took too long, and then the change may still be
     *     committed when it was already under way
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
            write.done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            queue.remove(write);
            throw new StoreUnavailableException(
                    "The store's file cannot be written: the disk has not answered for " + patience.toSeconds() + " s",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("The store's file was not waited for", e);
        } catch (ExecutionException e) {
            throw new StoreUnavailableException(
                    "The store's file cannot be written: " + rootOf(e).getMessage(), e);
        }
    }

    // What the disk said, below what the layers above made of it.
    private static Throwable rootOf(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : rootOf(cause);
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
            begin.run();
            group.forEach(write -> write.change.run());
            commit.run();
            group.forEach(write -> write.done.complete(null));
        } catch (RuntimeException | Error e) {
            // Whatever it is, those who wait are told, and the writer goes on.
            undo(e);
            group.forEach(write -> write.done.completeExceptionally(e));
        }
    }

    private void undo(Throwable failure) {
        try {
            undo.run();
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
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
