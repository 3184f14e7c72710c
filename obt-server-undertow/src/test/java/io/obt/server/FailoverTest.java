package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import io.obt.client.Client;
import io.obt.server.store.mongo.InProcessMongo;
import io.obt.store.FleetStore;
import io.obt.store.Together;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A MongoDB whose primary steps down again and again, before or after it has done what it was told. */
@Timeout(120)
final class FailoverTest {
    private static final long SEED = Long.getLong("obt.seed", System.nanoTime());
    private static final int THREADS = 8;

    private final InProcessMongo mongo = new InProcessMongo();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void whatWasAcknowledgedIsInTheStore() throws Exception {
        try (TestServer server = TestServer.on(mongo.store())) {
            StepsDown failing = new StepsDown();
            mongo.meddle(failing);
            Together.run(THREADS, thread -> {
                for (int i = 0; !failing.isOver(); i++) {
                    register(server.call, "c-" + thread + "-" + i % 5, "i-" + i);
                }
            });
            mongo.meddle((command, document, usual) -> null);
        }
        assertThat(refused).as("refused, seed %d", SEED).hasPositiveValue();
        assertThat(acknowledged).as("acknowledged, seed %d", SEED).isNotEmpty();
        assertThat(kept()).as("seed %d", SEED).containsAllEntriesOf(acknowledged);
    }

    /** Takes one of the thread's ids over from the registration before it. */
    private void register(Caller call, String id, String instance) {
        Answer answer = call.register(id, instance, "");
        if (answer.status() == 200) {
            acknowledged.put(id, answer.json().path("registrationId").asText());
        } else {
            answer.problem(503);
            refused.incrementAndGet();
        }
    }

    private Map<String, String> kept() {
        try (FleetStore store = mongo.store()) {
            return store.clients().stream()
                    .collect(Collectors.toMap(client -> client.id().value(), FailoverTest::registrationOf));
        }
    }

    private static String registrationOf(Client client) {
        return client.registration().id();
    }

    /** Answers some of the writes with one of the errors of a server that is no primary any more, a number of times. */
    private static final class StepsDown implements InProcessMongo.Meddler {
        private static final Set<String> WRITES = Set.of("insert", "update", "findAndModify");
        private static final List<Document> ERRORS = List.of(
                InProcessMongo.error(10_107, "NotWritablePrimary", "not primary"),
                InProcessMongo.error(189, "PrimarySteppedDown", "the primary stepped down"),
                InProcessMongo.error(91, "ShutdownInProgress", "the server is in quiesce mode"));

        private final Random random = new Random(SEED);
        private int left = 20;

        synchronized boolean isOver() {
            return left == 0;
        }

        @Override
        public synchronized Document before(String command, Document document, Supplier<Document> usual) {
            if (left == 0 || !WRITES.contains(command) || random.nextInt(3) > 0) {
                return null;
            }
            left--;
            if (random.nextBoolean()) {
                assertThat(usual.get()).as("its answer, which nobody hears").isNotNull();
            }
            return ERRORS.get(random.nextInt(ERRORS.size()));
        }
    }
}
