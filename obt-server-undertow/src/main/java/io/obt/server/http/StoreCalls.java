package io.obt.server.http;

import io.obt.store.FleetStore;
import io.obt.store.StoreUnavailableException;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.xnio.XnioExecutor;

/**
 * Asks the store on threads of its own, so that one that is slow or frozen takes no worker from those who need no store.
 * A request is answered after {@link FleetStore#PATIENCE} at the latest, waiting for its turn and for locks included.
 *
 * <p>A call whose request was answered 503 for that reason is not interrupted, which would close the store's file: it may
 * still take effect. Asking again is harmless by the nature of the calls: the same agent gets the same registration, and
 * a second goodbye changes nothing. A call that had not begun by then never does.
 */
public final class StoreCalls implements AutoCloseable {
    // As many as can share one commit of the embedded store and still be answered quickly.
    private static final int THREADS = 16;
    private static final int LOG_THREADS = 8;
    // A whole fleet that comes back at once may wait; what nobody can answer in time any more is better refused.
    private static final int MOST_WAITING = 5_000;

    private final ThreadPoolExecutor threads;
    private final Shares shares;
    private final Duration patience;

    public StoreCalls() {
        this(THREADS, MOST_WAITING, FleetStore.PATIENCE);
    }

    /** One at a time: for those who merely ask whether the store is there, and may ask often. */
    public static StoreCalls forProbes() {
        return new StoreCalls(1, MOST_WAITING, FleetStore.PATIENCE);
    }

    /** For those who read the logs, which may be searched for long: whoever writes never waits for them. */
    public static StoreCalls forLogs() {
        return new StoreCalls(LOG_THREADS, MOST_WAITING, FleetStore.PATIENCE);
    }

    StoreCalls(int threads, int mostWaiting, Duration patience) {
        this.shares = new Shares(Math.max(1, threads / 2));
        this.patience = patience;
        this.threads = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(mostWaiting), task -> {
                    Thread thread = new Thread(task, "obt-store-call");
                    thread.setDaemon(true);
                    return thread;
                });
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** What is done with what the store said; sends the answer. */
    interface Answer<T> {
        void send(T found) throws Exception;
    }

    /**
     * Lets {@code answer} send what {@code question} finds, or answers 503 when that takes too long or too many wait.
     *
     * @param question must not touch the exchange, which may have been answered meanwhile
     */
    <T> void ask(HttpServerExchange exchange, Callable<T> question, Answer<T> answer) {
        ask(exchange, question, Optional::empty, answer);
    }

    /** The same; when the store does not answer, what {@code otherwise} knows without it is sent in place of 503. */
    <T> void ask(HttpServerExchange exchange, Callable<T> question, Supplier<Optional<T>> otherwise, Answer<T> answer) {
        // Afterwards, because the exchange belongs to this thread until its handler has returned.
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> begin(new Turn<>(exchange, patience, otherwise, answer), question, () -> {}));
    }

    /** The same for one of many callers: who has as many calls under way as half of the threads gets no more from the store. */
    <T> void askFor(
            String caller,
            HttpServerExchange exchange,
            Callable<T> question,
            Supplier<Optional<T>> otherwise,
            Answer<T> answer) {
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {
            Turn<T> turn = new Turn<>(exchange, patience, otherwise, answer);
            if (shares.take(caller)) {
                begin(turn, question, () -> shares.giveBack(caller));
            } else {
                turn.endWithout(new StoreUnavailableException("you have too many such calls under way"));
            }
        });
    }

    private <T> void begin(Turn<T> turn, Callable<T> question, Runnable done) {
        try {
            threads.execute(() -> {
                try {
                    if (!turn.isOver()) {
                        take(turn, question);
                    }
                } finally {
                    done.run();
                }
            });
        } catch (RejectedExecutionException e) {
            done.run();
            turn.endWithout(new StoreUnavailableException("too many calls wait for the store"));
        }
    }

    private static <T> void take(Turn<T> turn, Callable<T> question) {
        try {
            T found = question.call();
            turn.end(() -> turn.answer.send(found));
        } catch (StoreUnavailableException e) {
            turn.endWithout(e);
        } catch (Exception e) {
            turn.end(() -> {
                throw e;
            });
        }
    }

    /** One request's wait: ended by what the store said or by the deadline, whichever is first. */
    private static final class Turn<T> {
        private final HttpServerExchange exchange;
        private final Supplier<Optional<T>> otherwise;
        private final Answer<T> answer;
        private final AtomicBoolean over = new AtomicBoolean();
        private final XnioExecutor.Key deadline;

        Turn(HttpServerExchange exchange, Duration patience, Supplier<Optional<T>> otherwise, Answer<T> answer) {
            this.exchange = exchange;
            this.otherwise = otherwise;
            this.answer = answer;
            this.deadline = exchange.getIoThread()
                    .executeAfter(
                            () -> endWithout(new StoreUnavailableException(
                                    "the store has not answered for " + patience.toSeconds() + " s")),
                            patience.toMillis(),
                            TimeUnit.MILLISECONDS);
        }

        boolean isOver() {
            return over.get();
        }

        /** Answers without the store, for the reason {@code e}, unless the request has been answered. */
        void endWithout(StoreUnavailableException e) {
            end(() -> answer.send(otherwise.get().orElseThrow(() -> e)));
        }

        /** Answers by {@code step}, unless the request has been answered. */
        void end(Problems.Step step) {
            if (over.compareAndSet(false, true)) {
                deadline.remove();
                Problems.guarded(exchange, step);
            }
        }
    }

    /** Begins no more; what is under way is left to itself. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
