package io.obt.server.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.server.store.mongo.InProcessMongo;
import io.obt.server.store.mongo.MongoFleetStore;
import io.obt.store.Changes;
import io.obt.store.Samples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code obt export} and {@code obt import} without a server, where the fleet is in a MongoDB. */
@Timeout(120)
final class MongoMoveMainTest {
    @TempDir
    private Path directory;

    private final InProcessMongo mongo = new InProcessMongo();
    private final MoveCommand move = new MoveCommand();

    @AfterEach
    void stop() {
        mongo.close();
    }

    private MoveCommand.Said run(String command, String database) {
        return move.run(
                command,
                directory.resolve("fleet.jsonl").toString(),
                "--mongodb-uri",
                "mongodb://" + mongo.host(),
                "--mongodb-database",
                database);
    }

    private void keep() {
        try (MongoFleetStore store = mongo.store()) {
            store.write(new Changes(List.of(Samples.DESK), List.of(Samples.event(4))));
        }
    }

    @Test
    void exportChangesNothingInTheDatabase() {
        keep();
        mongo.commands().clear();
        assertThat(run("export", mongo.database()).out()).startsWith("Exported 1 client and 1 event");
        assertThat(mongo.commands()).contains("find").isSubsetOf("find", "getMore", "endSessions", "ping", "buildInfo");
    }

    @Test
    void importLeavesIndexesToTheServer() {
        keep();
        assertThat(run("export", mongo.database()).status()).isZero();
        mongo.commands().clear();
        assertThat(run("import", "elsewhere"))
                .isEqualTo(new MoveCommand.Said(
                        0, "Imported 1 client and 1 event from " + directory.resolve("fleet.jsonl") + "\n", ""));
        assertThat(mongo.commands())
                .contains("insert", "update")
                .doesNotContain("createIndexes", "dropIndexes", "collMod", "listIndexes");
    }

    @Test
    void importBesideAServerIsRefusedInOneLine() {
        keep();
        assertThat(run("export", mongo.database()).status()).isZero();
        try (MongoFleetStore server = mongo.store()) {
            server.write(Changes.forgetting(Samples.DESK.id()));
            MoveCommand.Said said = run("import", mongo.database());
            assertThat(said.status()).isEqualTo(2);
            assertThat(said.errors())
                    .contains(" is in use by the server on ", "import through it by --server URL, or stop it")
                    .hasLineCount(1);
            assertThat(server.clients()).isEmpty();
        }
    }
}
