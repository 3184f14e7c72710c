package io.obt.server.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.obt.settings.SettingException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URIs are addresses, and that none of their secrets is ever repeated. */
final class MongoAddressTest {
    private static final String SECRET = "canary-secret";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mongodb://db.lan | db.lan:27017",
                "mongodb://db.lan:27018 | db.lan:27018",
                "mongodb://u:canary-secret@a,b:1/admin?replicaSet=rs | a:27017,b:1",
                "mongodb://[::1] | [::1]:27017",
                "mongodb://[::1]:9 | [::1]:9"
            })
    void textNamesHostsAndDatabaseAndNoSecret(String uri, String hosts) {
        MongoAddress address = MongoAddress.of(uri, "obt");
        assertThat(address).hasToString("MongoDB at " + hosts + ", database obt");
        assertThat(address.hosts()).isEqualTo(hosts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary-secret",
                "http://u:canary-secret@db.lan",
                "mongodb://u:canary-secret@",
                "mongodb://u:canary-secret",
                "mongodb://u:canary-secret@p@db.lan",
                "mongodb://u:canary-secret/@db.lan",
                "mongodb://u:canary-secret%@db.lan",
                "mongodb://u:canary-secret@db.lan:port",
                "mongodb://u:canary-secret@db.lan:99999",
                "mongodb://u:canary-secret@db.lan/?w=-7x&authMechanism=canary-secret",
                "mongodb+srv://u:canary-secret@a,b"
            })
    void textThatIsNoAddressIsRefusedInOneLineThatDoesNotRepeatIt(String uri) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> MongoAddress.of(uri, "obt"))
                .withMessageStartingWith("OBT_MONGODB_URI is no address of a MongoDB; allowed is mongodb://")
                .withNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET, "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b", "a/b", "$a", "\"", "ä"})
    void databaseNameThatMongoDbMayRefuseIsRefused(String database) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> MongoAddress.of("mongodb://db.lan", database))
                .withMessage("OBT_MONGODB_DATABASE is '" + database
                        + "'; allowed is a name of 1 to 63 of A-Z a-z 0-9 _ -, such as obt");
    }
}
