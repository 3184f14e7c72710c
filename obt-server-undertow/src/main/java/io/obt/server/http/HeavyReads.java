package io.obt.server.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Answers what walks the whole fleet, on a few threads of its own, so that agents, who are answered on the I/O threads, outrank
 * who merely looks. When all are busy and as many wait as can be answered soon, the next is refused at once: 503, and when to
 * ask again. So it is when too many answers were made and not taken yet, each of which may fill a megabyte, and for who has a
 * quarter of these under way alone; who does not take one in time is cut off.
 */
public final class HeavyReads implements AutoCloseable {
    // What is computed is no quicker for more of them.
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int MOST_WAITING = 256;
    private static final int MOST_UNTAKEN = 64;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final String UNTAKEN = "Too many answers were made that nobody has taken yet";
    private static final String RETRY_SECONDS = "1";

    private final ThreadPoolExecutor threads;
    private final int mostUntaken;
    private final Duration longestAnswer;
    private final AtomicInteger untaken = new AtomicInteger();
    private final Shares shares;

    public HeavyReads() {
        this(THREADS, MOST_WAITING, MOST_UNTAKEN, LONGEST_ANSWER);
    }

    HeavyReads(int threads, int mostWaiting, int mostUntaken, Duration longestAnswer) {
        this.mostUntaken = mostUntaken;
        this.shares = new Shares(Math.max(1, mostUntaken / 4));
        this.longestAnswer = longestAnswer;
        this.threads = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(mostWaiting), task -> {
                    Thread thread = new Thread(task, "obt-read");
                    thread.setDaemon(true);
                    return thread;
                });
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** Lets {@code step} answer {@code caller} when its turn comes, or refuses. */
    void answer(HttpServerExchange exchange, String caller, Problems.Step step) {
        // Afterwards, because the exchange belongs to this thread until its handler has returned.
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> begin(exchange, caller, step));
    }

    private void begin(HttpServerExchange exchange, String caller, Problems.Step step) {
        if (untaken.get() >= mostUntaken) {
            refuse(exchange, UNTAKEN);
            return;
        }
        if (!shares.take(caller)) {
            refuse(exchange, "You have too many calls under way that read the fleet, or do not take their answers");
            return;
        }
        try {
            threads.execute(() -> make(exchange, caller, step));
        } catch (RejectedExecutionException e) {
            shares.giveBack(caller);
            refuse(exchange, "Too many calls that read the fleet wait already");
        }
    }

    private void make(HttpServerExchange exchange, String caller, Problems.Step step) {
        if (untaken.incrementAndGet() > mostUntaken) { // those that waited before it may have been made meanwhile
            untaken.decrementAndGet();
            shares.giveBack(caller);
            refuse(exchange, UNTAKEN);
            return;
        }
        Answering answering;
        try {
            answering = new Answering(exchange, caller);
        } catch (RejectedExecutionException e) {
            return; // the server has ended, and its connections with it
        }
        exchange.addExchangeCompleteListener((taken, next) -> {
            answering.end();
            next.proceed();
        });
        Problems.guarded(exchange, step);
    }

    private static void refuse(HttpServerExchange exchange, String detail) {
        Problems.sendUnavailable(exchange, "Busy", detail, RETRY_SECONDS);
    }

    /** One answer from its making until it is taken or given up, whichever is first. */
    private final class Answering {
        private final HttpServerExchange exchange;
        private final String caller;
        private final AtomicBoolean over = new AtomicBoolean();
        private final XnioExecutor.Key deadline;

        Answering(HttpServerExchange exchange, String caller) {
            this.exchange = exchange;
            this.caller = caller;
            this.deadline =
                    exchange.getIoThread().executeAfter(this::giveUp, longestAnswer.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void giveUp() {
            IoUtils.safeClose(exchange.getConnection());
            end(); // a connection that is closed under an answer need not complete it
        }

        void end() {
            if (over.compareAndSet(false, true)) {
                deadline.remove();
                untaken.decrementAndGet();
                shares.giveBack(caller);
            }
        }
    }

    /** Begins no more. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
