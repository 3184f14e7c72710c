package io.obt.server.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.obt.client.ClientId;
import io.obt.store.Changes;
import io.obt.store.Samples;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** What each command that writes is to wait for, as it goes to the server. */
final class WriteConcerns implements CommandListener {
    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify");
    private static final BsonDocument MAJORITY =
            new BsonDocument("w", new BsonString("majority")).append("j", BsonBoolean.TRUE);

    private final Queue<Map.Entry<String, BsonDocument>> seen = new ConcurrentLinkedQueue<>();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (WRITES.contains(event.getCommandName())) {
            BsonDocument concern = event.getCommand()
                    .getDocument("writeConcern", new BsonDocument())
                    .clone();
            seen.add(Map.entry(event.getCommandName(), concern));
        }
    }

    static void writeInEveryWay(MongoFleetStore store) {
        store.write(new Changes(List.of(Samples.DESK), List.of(Samples.event(1_001)), List.of(new ClientId("lab"))));
        store.reserveEventIds(1);
        store.removeEventsBefore(Samples.AT);
        store.check();
    }

    void assertAllWaitForTheJournalOfAMajority() {
        assertThat(seen).extracting(Map.Entry::getKey).containsAll(WRITES);
        assertThat(seen)
                .allSatisfy(
                        write -> assertThat(write.getValue()).as(write.getKey()).isEqualTo(MAJORITY));
    }
}
