package io.obt.server.store.mongo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.mongodb.ConnectionString;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import io.obt.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.LoggerFactory;

/**
 * A mongo-java-server in this process, in whose traffic a test may meddle. It knows no time to live, no write concern, no
 * users and no transactions; what rests on those is tested elsewhere.
 */
public final class InProcessMongo implements AutoCloseable {
    /** What a test does to a command before the server sees it, or instead; by default nothing. */
    public interface Meddler {
        /**
         * @param usual what the server would do and answer, now or later
         * @return an answer in the server's place, or null to let it answer
         */
        Document before(String command, Document document, Supplier<Document> usual);
    }

    private final MeddledBackend backend = new MeddledBackend();
    private final MongoServer server = new MongoServer(backend);
    private final String database = "obt_test_" + UUID.randomUUID().toString().substring(0, 8);
    private final int port;

    static {
        // It warns of each index it does not make, and of each client at its end.
        ((Logger) LoggerFactory.getLogger("de.bwaldvogel")).setLevel(Level.OFF);
    }

    public InProcessMongo() {
        port = server.bind().getPort();
    }

    MongoAddress address() {
        return address("");
    }

    /** With {@code user:password@} in front, if one likes. */
    MongoAddress address(String login) {
        return new MongoAddress(new ConnectionString("mongodb://" + login + "127.0.0.1:" + port), database);
    }

    /** A store with more patience than usual: how quick this server is says nothing about a real one. */
    public MongoFleetStore store() {
        return MongoFleetStore.connect(patient(), Duration.ofDays(30), TimeSource.system());
    }

    /** A store for an export or import, as patient. */
    MongoFleetStore moveStore() {
        return MongoFleetStore.forMove(patient(), TimeSource.system());
    }

    private MongoAddress patient() {
        return new MongoAddress(new ConnectionString("mongodb://" + host() + "/?timeoutMS=60000"), database);
    }

    public String host() {
        return "127.0.0.1:" + port;
    }

    public String database() {
        return database;
    }

    /** The commands that have arrived, by name. */
    public List<String> commands() {
        return backend.commands;
    }

    public void meddle(Meddler meddler) {
        backend.meddler = meddler;
    }

    /** Changes each answer to a {@code hello}. */
    public void introduce(UnaryOperator<Document> introduction) {
        backend.introduction = introduction;
    }

    /** What a server answers that fails. */
    public static Document error(int code, String name, String words) {
        return new Document("ok", 0)
                .append("code", code)
                .append("codeName", name)
                .append("errmsg", words);
    }

    @Override
    public void close() {
        meddle((command, document, usual) -> null);
        server.shutdownNow();
    }

    private static final class MeddledBackend extends MemoryBackend {
        private final List<String> commands = new CopyOnWriteArrayList<>();
        private volatile Meddler meddler = (command, document, usual) -> null;
        private volatile UnaryOperator<Document> introduction = answer -> answer;

        @Override
        public Document handleCommand(Channel channel, String database, String command, Document query) {
            return answer(command, query, () -> super.handleCommand(channel, database, command, query));
        }

        private Document answer(String command, Document document, Supplier<Document> usual) {
            if (command.equalsIgnoreCase("hello") || command.equalsIgnoreCase("isMaster")) {
                return introduction.apply(answerAlone(usual));
            }
            commands.add(command);
            Document instead = meddler.before(command, document, () -> answerAlone(usual));
            return instead == null ? answerAlone(usual) : instead;
        }

        // It answers with the very documents it keeps, which others would change while they are sent.
        private synchronized Document answerAlone(Supplier<Document> usual) {
            return usual.get().cloneDeeply();
        }
    }
}
