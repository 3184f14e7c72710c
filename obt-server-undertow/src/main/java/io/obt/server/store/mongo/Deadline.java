package io.obt.server.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.client.MongoCollection;
import io.obt.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When a call of several steps has to be over, so that none holds its thread longer than one step may take. */
final class Deadline {
    private final TimeSource time;
    private final long patienceNanos;
    private final long begin;

    /** @param patience zero means no end */
    Deadline(TimeSource time, Duration patience) {
        this.time = time;
        this.patienceNanos = patience.toNanos();
        this.begin = time.nanos();
    }

    boolean isOver() {
        return patienceNanos > 0 && leftNanos() <= 0;
    }

    /** The collection, with the time that is left for each call; not to be asked when it {@link #isOver()}. */
    <T> MongoCollection<T> within(MongoCollection<T> collection) {
        long millis = patienceNanos == 0 ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(leftNanos()));
        return collection.withTimeout(millis, TimeUnit.MILLISECONDS);
    }

    /** What is thrown for a step that had no time left. */
    static MongoException over() {
        return new MongoOperationTimeoutException("The time was over before the step began");
    }

    private long leftNanos() {
        return patienceNanos - (time.nanos() - begin);
    }
}
