package io.obt.server.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import io.obt.time.Loop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server's: with all indexes, the retention as its settings say, and a {@link Holder} as long as it lasts. */
final class ServerTenancy implements Tenancy {
    private static final Logger log = LoggerFactory.getLogger(ServerTenancy.class);
    // A log that somebody took the indexes from may be long.
    private static final Duration INDEXING = Duration.ofMinutes(1);
    // A server that ends has a few seconds, and what is left behind counts for nothing soon.
    private static final Duration LETTING_GO = Duration.ofSeconds(1);

    private final MongoDatabase database;
    private final MongoAddress address;
    private final Duration retention;
    private long start;
    private @Nullable Loop renewing;
    private boolean ended;

    ServerTenancy(MongoDatabase database, MongoAddress address, Duration retention) {
        this.database = database;
        this.address = address;
        this.retention = retention;
    }

    // Counting the starts is the first that is asked, so what is wrong with MongoDB shows in it.
    @Override
    public long begin() {
        long counted = new MongoMeta(database).countStart();
        EventIndexes.ensure(database.withTimeout(INDEXING.toMillis(), TimeUnit.MILLISECONDS), retention);
        Holder holder = new Holder(database, address);
        holder.renew(counted);
        renewEver(holder, counted);
        return counted;
    }

    private synchronized void renewEver(Holder holder, long counted) {
        if (!ended) {
            start = counted;
            renewing = Loop.every(Holder.RHYTHM, LETTING_GO, "obt-hold", () -> renew(holder, counted));
        }
    }

    // That MongoDB is away is told by those who have something to keep.
    private static void renew(Holder holder, long counted) {
        try {
            holder.renew(counted);
        } catch (MongoException | IllegalStateException e) {
            log.debug("The holder cannot be renewed now", e);
        }
    }

    @Override
    public synchronized void end() {
        ended = true;
        Loop loop = renewing;
        if (loop == null) {
            return;
        }
        renewing = null;
        loop.close();
        try {
            new Holder(database.withTimeout(LETTING_GO.toMillis(), TimeUnit.MILLISECONDS), address).release(start);
        } catch (MongoException e) {
            log.debug("The holder stays until it counts for nothing", e);
        }
    }
}
