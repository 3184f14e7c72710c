package io.obt.server.store.mongo;

import com.mongodb.client.MongoDatabase;

/**
 * An import's: refused while a server holds the database. It makes no index and changes none; the server that starts next
 * does, by its own settings.
 */
final class ImportTenancy implements Tenancy {
    private final MongoDatabase database;
    private final MongoAddress address;

    ImportTenancy(MongoDatabase database, MongoAddress address) {
        this.database = database;
        this.address = address;
    }

    @Override
    public long begin() {
        new Holder(database, address).refuseIfHeld();
        return new MongoMeta(database).countStart();
    }

    @Override
    public void end() {
        // it holds nothing
    }
}
