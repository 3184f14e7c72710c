package io.obt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.obt.client.Client;
import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.registry.Fleet;
import io.obt.registry.LeasePolicy;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.store.Samples;
import io.obt.time.ManualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store file in which something is missing or wrong: named, refused, and not a byte of it changed. */
final class DamagedFileTest {
    private static final int COMMITS = 5;
    private static final int CLIENTS_A_COMMIT = 20;
    private static final int BLOCK = 4 * 1024;
    private static final int HEAD = 2 * BLOCK;
    private static final String WAY_OUT = "; restore it from a backup, or move it away to begin with an empty fleet";

    @TempDir
    private Path data;

    private Path file;
    private final List<Client> clients = new ArrayList<>();
    private final List<FleetEvent> events = new ArrayList<>();
    private byte[] afterAKill;
    private byte[] inOrder;

    @BeforeEach
    void writeIt() throws IOException {
        file = data.resolve("fleet.mv");
        try (EmbeddedFleetStore store = EmbeddedFleetStore.open(data)) {
            for (int commit = 0; commit < COMMITS; commit++) {
                List<Client> some = new ArrayList<>();
                for (int i = 0; i < CLIENTS_A_COMMIT; i++) {
                    some.add(Samples.desk("client-" + (commit * CLIENTS_A_COMMIT + i)));
                }
                FleetEvent event =
                        new FleetEvent(commit + 1L, EventType.SERVER_STARTED, Samples.AT, null, null, null, "started");
                store.write(new Changes(some, List.of(event)));
                clients.addAll(some);
                events.add(event);
            }
            afterAKill = Files.readAllBytes(file);
        }
        inOrder = Files.readAllBytes(file);
    }

    /** What a server that starts with those bytes is refused with; empty if it finds everything. */
    private Optional<String> refusal(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try (FleetStore store = EmbeddedFleetStore.open(data)) {
            assertThat(store.clients()).hasSize(clients.size()).containsAll(clients);
            assertThat(store.events(EventFilter.ALL, 0, 100)).isEqualTo(events);
            Fleet.open(store, LeasePolicy.defaults(), new ManualTime(), () -> "r-1");
            return Optional.empty();
        } catch (StoreFileException e) {
            assertThat(file).hasBinaryContent(bytes);
            assertThat(e.getMessage()).contains(file.toString()).doesNotContain("\n");
            return Optional.of(e.getMessage());
        }
    }

    @Test
    void damageAnywhereBehindTheHeadIsRefusedOrHitsNothing() throws IOException {
        int refused = 0;
        for (int from = HEAD; from < inOrder.length - BLOCK; from += BLOCK) {
            byte[] bytes = inOrder.clone();
            Arrays.fill(bytes, from, from + BLOCK, (byte) 0);
            Optional<String> refusal = refusal(bytes);
            refusal.ifPresent(message -> assertThat(message).endsWith(WAY_OUT));
            refused += refusal.isPresent() ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(inOrder.length / BLOCK / 4);
    }

    @Test
    void fileThatWasClosedInOrderAndCutShortIsRefusedWherever() throws IOException {
        for (int length = BLOCK; length < inOrder.length; length += BLOCK) {
            assertThat(refusal(Arrays.copyOf(inOrder, length)))
                    .as("%s of %s bytes", length, inOrder.length)
                    .hasValueSatisfying(message -> assertThat(message).endsWith(WAY_OUT));
        }
        assertThat(refusal(inOrder)).isEmpty();
    }

    @Test
    void refusalOfAFileThatWasCutShortSaysWhatIsMissing() throws IOException {
        assertThat(refusal(Arrays.copyOf(inOrder, inOrder.length / 2)))
                .hasValueSatisfying(message -> assertThat(message)
                        .matches("The store file .* is cut short and was left as it is: it was closed with " + COMMITS
                                + " commits, and [0-4] are there; .*"));
    }

    @Test
    void fileOfAKilledServerOpensWithEverythingAndAgain() throws IOException {
        assertThat(refusal(afterAKill)).isEmpty();
        assertThat(refusal(Files.readAllBytes(file))).isEmpty();
    }

    @Test
    void fileOfAKilledServerWithHalfACommitBehindItOpensWithEverything() throws IOException {
        byte[] longer = Arrays.copyOf(afterAKill, afterAKill.length + 3 * BLOCK);
        Arrays.fill(longer, afterAKill.length, longer.length, (byte) 'x');
        assertThat(refusal(longer)).isEmpty();
    }

    private byte[] withClient(String json) throws IOException {
        try (MVStore store = MVStore.open(file.toString())) {
            store.<String, byte[]>openMap("clients").put("client-7", json.getBytes(StandardCharsets.UTF_8));
        }
        return Files.readAllBytes(file);
    }

    private String client(String id) throws IOException {
        try (MVStore store = MVStore.open(file.toString())) {
            return new String(store.<String, byte[]>openMap("clients").get(id), StandardCharsets.UTF_8);
        }
    }

    @Test
    void clientOfAnotherVersionIsNamed() throws IOException {
        byte[] bytes = withClient(client("client-7").replace("\"schema\":1", "\"schema\":2"));
        assertThat(refusal(bytes))
                .hasValue("The client 'client-7' in the store file " + file
                        + " has version 2; this OBT knows version 1. Use the OBT that wrote it, or a newer one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"clientId\":\"../7\"", "\"clientId\":7", "\"clientId\":null"})
    void clientThatCannotBeIsNamed(String id) throws IOException {
        byte[] bytes = withClient(client("client-7").replace("\"clientId\":\"client-7\"", id));
        assertThat(refusal(bytes))
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("The client 'client-7' in the store file " + file + " cannot be read (")
                        .endsWith(")" + WAY_OUT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schema\":2,\"id\":3,\"type\":\"SERVER_STARTED\",\"at\":\"2026-08-01T10:00:00Z\",\"detail\":\"\"}",
                "{\"schema\":1,\"id\":-3,\"type\":\"SERVER_STARTED\",\"at\":\"2026-08-01T10:00:00Z\",\"detail\":\"\"}",
                "{\"schema\":1,\"id\":3,\"type\":\"NOTHING\",\"at\":\"2026-08-01T10:00:00Z\",\"detail\":\"\"}",
                "{\"schema\":1,\"id\":3}",
                ""
            })
    void eventThatCannotBeIsNamed(String json) throws IOException {
        try (MVStore store = MVStore.open(file.toString())) {
            store.<Long, byte[]>openMap("events").put(3L, json.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(file);
        assertThat(refusal(bytes))
                .hasValueSatisfying(message -> assertThat(message).startsWith("The event 3 in the store file " + file));
    }

    @Test
    void fleetIsNotWrittenBeforeItIsReadWhole() throws IOException {
        byte[] bytes = withClient("{}");
        assertThatExceptionOfType(StoreFileException.class).isThrownBy(() -> {
            try (FleetStore store = EmbeddedFleetStore.open(data)) {
                Fleet.open(store, LeasePolicy.defaults(), new ManualTime(), () -> "r-1");
            }
        });
        assertThat(file).hasBinaryContent(bytes);
    }
}
