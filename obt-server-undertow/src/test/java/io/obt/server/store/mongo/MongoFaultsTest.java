package io.obt.server.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import io.obt.server.store.mongo.InProcessMongo.Meddler;
import io.obt.store.StoreRefusedException;
import io.obt.store.StoreUnavailableException;
import io.obt.time.TimeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a MongoDB, in words that name the server and the way out, and never a user or password. */
@Timeout(60)
final class MongoFaultsTest {
    private static final String USER = "canary-user";
    private static final String PASSWORD = "canary-secret";

    private final InProcessMongo mongo = new InProcessMongo();
    private final MongoFaults faults = new MongoFaults(
            mongo.address(),
            () -> new ClusterDescription(ClusterConnectionMode.SINGLE, ClusterType.STANDALONE, List.of()));

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        MongoAddress nobody =
                address("mongodb://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port + "/?serverSelectionTimeoutMS=300");
        assertThat(failure(nobody))
                .isExactlyInstanceOf(StoreUnavailableException.class)
                .hasMessage("MongoDB at 127.0.0.1:" + port + " cannot be reached (Connection refused); start it, or set"
                        + " OBT_MONGODB_URI to where it runs");
    }

    @Test
    void hostDoesNotExist() {
        assertThat(failure(address("mongodb://nowhere.invalid/?serverSelectionTimeoutMS=300")))
                .isExactlyInstanceOf(StoreUnavailableException.class)
                .hasMessageStartingWith("MongoDB at nowhere.invalid:27017 cannot be reached (nowhere.invalid");
    }

    @Test
    void failureWithoutWordsIsToldInOurs() {
        ServerAddress there = new ServerAddress("127.0.0.1", 1);
        assertThat(faults.explained(new MongoSocketReadException("", there, new SocketTimeoutException())))
                .hasMessageContaining("cannot be reached (no answer in time)");
        assertThat(faults.explained(new MongoSocketReadException("", there, new ClosedChannelException())))
                .hasMessageContaining("cannot be reached (the driver says no more)");
    }

    @Test
    void serverIsTooOld() {
        mongo.introduce(answer -> answer.append("maxWireVersion", 7));
        assertThat(failure(mongo.address()))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessage("MongoDB at " + mongo.host() + " speaks wire version 7; MongoDB 4.2 or newer is needed");
    }

    @Test
    void passwordIsWrong() {
        answerWith("saslStart", 18, "AuthenticationFailed", "Authentication failed.");
        StoreUnavailableException e = failure(mongo.address(USER + ":" + PASSWORD + "@"));
        assertThat(e)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessage(
                        "MongoDB at " + mongo.host() + " refused the user or password; mend OBT_MONGODB_URI (authSource"
                                + " in it says which database knows the user)");
        assertHoldsNoSecret(e);
    }

    @Test
    void serverThatFailsDuringLoginIsNoWrongPassword() {
        answerWith("saslStart", 91, "ShutdownInProgress", "The server is in quiesce mode");
        assertThat(failure(mongo.address(USER + ":" + PASSWORD + "@")))
                .isExactlyInstanceOf(StoreUnavailableException.class);
        MongoCredential user = MongoCredential.createCredential(USER, "admin", PASSWORD.toCharArray());
        StoreUnavailableException broken = faults.explained(new MongoSecurityException(
                user,
                "Exception authenticating " + user,
                new MongoSocketReadException("Prematurely reached end of stream", new ServerAddress())));
        assertThat(broken)
                .isExactlyInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("cannot be reached (Prematurely reached end of stream)");
        assertHoldsNoSecret(broken);
    }

    @Test
    void userMayNotWrite() {
        answerWith("findAndModify", 13, "Unauthorized", "not authorized on obt to execute command");
        assertThat(failure(mongo.address()))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageStartingWith(
                        "MongoDB at " + mongo.host() + " does not let this user read and write the database "
                                + mongo.address().database() + "; grant the role readWrite on it");
    }

    @ParameterizedTest
    @ValueSource(ints = {10_107, 13_435, 11_600, 189})
    void serverIsNotPrimaryAnyMore(int code) {
        answerWith("findAndModify", code, "NotWritablePrimary", "not primary");
        assertThat(failure(mongo.address()))
                .isExactlyInstanceOf(StoreUnavailableException.class)
                .hasMessage("MongoDB at " + mongo.host()
                        + " has no primary at the moment; the next attempt looks for the new one");
    }

    @Test
    void serverAnswersWithAnErrorThatNobodyForesaw() {
        answerWith("findAndModify", 14_031, "OutOfDiskSpace", "not enough disk space");
        assertThat(failure(mongo.address()))
                .isExactlyInstanceOf(StoreUnavailableException.class)
                .hasMessage("MongoDB at " + mongo.host() + " answered with error 14031: not enough disk space");
    }

    @Test
    void storeIsClosed() {
        MongoFleetStore store = mongo.store();
        store.close();
        assertThat(catchThrowableOfType(StoreUnavailableException.class, store::check))
                .hasMessage("The connection to MongoDB at " + mongo.host() + " is closed");
    }

    @Test
    void faultThatWasOursStaysWhatItIs() {
        StoreUnavailableException ours = new StoreUnavailableException("ours", new IOException());
        assertThat(faults.explained(ours)).isSameAs(ours);
    }

    @Test
    void commandErrorIsToldByItsOwnWords() {
        BsonDocument answer = new BsonDocument("ok", new BsonInt32(0))
                .append("code", new BsonInt32(59))
                .append("errmsg", new BsonString("no such command"));
        assertThat(faults.explained(new MongoCommandException(answer, new ServerAddress())))
                .hasMessage("MongoDB at " + mongo.host() + " answered with error 59: no such command");
    }

    @Test
    void storeThatWasUnreachableAtFirstWorksAsSoonAsItIsNot() {
        answerWith("findAndModify", 11_600, "InterruptedAtShutdown", "interrupted");
        try (MongoFleetStore store = mongo.store()) {
            assertThat(catchThrowableOfType(StoreUnavailableException.class, store::check))
                    .isNotNull();
            mongo.meddle((command, document, usual) -> null);
            store.check();
            assertThat(store.clients()).isEmpty();
        }
    }

    private void answerWith(String failing, int code, String name, String words) {
        Meddler meddler = (command, document, usual) ->
                command.equalsIgnoreCase(failing) ? InProcessMongo.error(code, name, words) : null;
        mongo.meddle(meddler);
    }

    private static MongoAddress address(String uri) {
        return new MongoAddress(new ConnectionString(uri), "obt");
    }

    private static StoreUnavailableException failure(MongoAddress address) {
        try (MongoFleetStore store = MongoFleetStore.connect(address, Duration.ofDays(30), TimeSource.system())) {
            StoreUnavailableException e = catchThrowableOfType(StoreUnavailableException.class, store::check);
            assertThat(e).isNotNull();
            return e;
        }
    }

    private static void assertHoldsNoSecret(StoreUnavailableException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(USER, PASSWORD);
    }
}
