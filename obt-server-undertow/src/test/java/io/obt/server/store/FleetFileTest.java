package io.obt.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.access.Role;
import io.obt.access.Token;
import io.obt.audit.AuditEntry;
import io.obt.client.Client;
import io.obt.client.ClientStatus;
import io.obt.client.Condition;
import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.store.InMemoryFleetStore;
import io.obt.store.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A fleet travels between stores by a file, and what is no such file changes nothing. */
final class FleetFileTest {
    private static final EventFilter ALL = EventFilter.ALL;

    @TempDir
    private Path directory;

    private final FleetStore target = new InMemoryFleetStore();

    @Test
    void everyDocumentComesBackFromAnotherStore() throws IOException {
        FleetStore source = fleet(1_203, 2_501);
        try (EmbeddedFleetStore embedded = EmbeddedFleetStore.open(directory)) {
            assertThat(FleetImport.run(exported(source), embedded))
                    .isEqualTo(new FleetFileCounts(1_203, 2_501, 2, 1_100));
            assertSame(source, embedded);
        }
        try (EmbeddedFleetStore again = EmbeddedFleetStore.open(directory)) {
            FleetImport.run(exported(again), target);
        }
        assertSame(source, target);
    }

    @Test
    void exportOfAnEmptyFleetIsImported() throws IOException {
        assertThat(FleetImport.run(exported(new InMemoryFleetStore()), target))
                .isEqualTo(new FleetFileCounts(0, 0, 0, 0));
    }

    @Test
    void numbersOfImportedEventsAreNeverGivenOutAgain() throws IOException {
        FleetStore source = new InMemoryFleetStore();
        source.write(new Changes(List.of(), List.of(Samples.event(7_000_000_000L))));
        FleetImport.run(exported(source), target);
        assertThat(target.reserveEventIds(1)).isGreaterThan(7_000_000_000L);
    }

    @Test
    void logOfAFleetWithoutClientsGivesWay() throws IOException {
        target.write(new Changes(List.of(), List.of(Samples.event(1), Samples.event(90))));
        FleetStore source = fleet(1, 3);
        FleetImport.run(exported(source), target);
        assertSame(source, target);
    }

    @Test
    void importThatBrokeOffIsFinishedByRunningItAgain() throws IOException {
        FleetStore source = fleet(700, 800);
        target.write(new Changes(source.clients().subList(0, 300), source.events(ALL, 0, 100)));
        FleetImport.run(exported(source), target);
        assertSame(source, target);
    }

    @Test
    void clientThatWentSilentSinceAnImportBrokeOffIsTheSame() throws IOException {
        FleetStore source = fleet(2, 2);
        Client client = source.clients().get(0);
        Condition gone = new Condition(ClientStatus.OFFLINE, Samples.AT, "silent for 90 s", true);
        target.write(Changes.of(client.in(gone, Samples.AT.plusSeconds(1))));
        FleetImport.run(exported(source), target);
        assertSame(source, target);
    }

    @Test
    void fleetThatHasOtherClientsIsLeftAsItIs() throws IOException {
        Path file = exported(fleet(1, 1));
        FleetEvent event = Samples.event(5);
        target.write(new Changes(List.of(Samples.bare("other")), List.of(event)));

        assertThatThrownBy(() -> FleetImport.run(file, target))
                .isInstanceOf(FleetFileException.class)
                .hasMessage("The fleet here has the client 'other', which the file has not. Nothing was changed; import"
                        + " into a store without clients");
        assertThat(target.clients()).containsExactly(Samples.bare("other"));
        assertThat(target.events(ALL, 0, 10)).containsExactly(event);
    }

    @Test
    void clientThatIsAnotherHereIsLeftAsItIs() throws IOException {
        Path file = exported(fleet(1, 0));
        target.write(Changes.of(Samples.bare("client-0")));
        assertThatThrownBy(() -> FleetImport.run(file, target))
                .isInstanceOf(FleetFileException.class)
                .hasMessageStartingWith("The fleet here has another client 'client-0'");
        assertThat(target.clients()).containsExactly(Samples.bare("client-0"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void fileCutShortAtALineChangesNothing(int linesLeft) throws IOException {
        Path file = exported(fleet(2, 2));
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, linesLeft));
        assertNothingChangedBy(file, "The file is cut short");
    }

    @Test
    void fileCutShortInALineChangesNothing() throws IOException {
        Path file = exported(fleet(2, 2));
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / 2));
        assertNothingChangedBy(file, "cannot be imported");
    }

    @Test
    void emptyFileChangesNothing() throws IOException {
        assertNothingChangedBy(file(), "The file is cut short");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense                                | Line 2 of the file cannot be imported: The body is not valid JSON
            null                                    | Line 2 of the file cannot be imported: The body is the JSON value null
            {}                                      | Line 2 of the file cannot be imported: it is neither client nor event
            {"client":{"schema":1}}                 | Line 2 of the file cannot be imported: A value of another type is expected here: true or false (at /client/reported)
            {"header":{"version":1,"exportedAt":"2026-08-01T10:22:07Z"}} | an export has one header
            {"event":{"id":0,"type":"CLIENT_LEFT","at":"2026-08-01T10:22:07Z","detail":""}} | Line 2 of the file
            {"event":{"id":1,"type":"NO_SUCH","at":"2026-08-01T10:22:07Z","detail":""}} | Line 2 of the file
            {"event":{"id":9007199254740993,"type":"CLIENT_LEFT","at":"2026-08-01T10:22:07Z","detail":""}} | up to 2^53
            {"end":{"clients":1,"events":0,"tokens":0,"auditEntries":0}}        | an export has one header, as its first line, and one end
            """)
    void lineThatIsNoneOfOursIsNamedAndChangesNothing(String line, String told) throws IOException {
        assertNothingChangedBy(
                file(header(), line, "{\"end\":{\"clients\":0,\"events\":0,\"tokens\":0,\"auditEntries\":0}}"), told);
    }

    @Test
    void endThatCountsOtherwiseChangesNothing() throws IOException {
        assertNothingChangedBy(
                file(header(), "{\"end\":{\"clients\":1,\"events\":0,\"tokens\":0,\"auditEntries\":0}}"),
                "The file is cut short: 0 clients and 0 events are there, and its end says 1 client and 0 events");
    }

    @Test
    void fileOfANewerVersionIsRefused() throws IOException {
        assertNothingChangedBy(
                file("{\"header\":{\"version\":2,\"exportedAt\":\"2026-08-01T10:22:07Z\"}}"),
                "The file has version 2; this OBT knows version 1. Use the OBT that wrote it, or a newer one");
    }

    @Test
    void clientOfANewerVersionIsRefused() throws IOException {
        Path file = exported(fleet(1, 0));
        Files.writeString(file, Files.readString(file).replace("\"schema\":1", "\"schema\":9"));
        assertNothingChangedBy(file, "The client 'client-0' has version 9; this OBT knows version 1");
    }

    @Test
    void clientThatIsThereTwiceChangesNothing() throws IOException {
        List<String> lines = Files.readAllLines(exported(fleet(1, 0)));
        assertNothingChangedBy(file(lines.get(0), lines.get(1), lines.get(1)), "is there twice");
    }

    @Test
    void lineWithoutAnEndIsNotReadIntoMemoryWhole() throws IOException {
        Path file = directory.resolve("huge");
        Files.writeString(file, "x".repeat(9 << 20));
        assertNothingChangedBy(file, "Line 1 of the file cannot be imported: it is longer than 8388608 bytes");
    }

    private void assertNothingChangedBy(Path file, String told) {
        assertThatThrownBy(() -> FleetImport.run(file, target))
                .isInstanceOf(FleetFileException.class)
                .hasMessageContaining(told);
        assertThat(target.clients()).isEmpty();
        assertThat(target.countEvents(ALL)).isZero();
    }

    private static String header() {
        return "{\"header\":{\"version\":1,\"exportedAt\":\"2026-08-01T10:22:07Z\"}}";
    }

    private Path file(String... lines) throws IOException {
        return Files.write(Files.createTempFile(directory, "fleet", ".jsonl"), List.of(lines));
    }

    private Path exported(FleetStore store) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FleetExport.write(store, Samples.AT, out);
        assertThat(out.toString(UTF_8)).endsWith("}\n");
        return Files.write(Files.createTempFile(directory, "fleet", ".jsonl"), out.toByteArray());
    }

    /** Clients that know everything or nothing, and events with gaps between their numbers. */
    private static FleetStore fleet(int clients, int events) {
        FleetStore store = new InMemoryFleetStore();
        List<Client> some = IntStream.range(0, clients)
                .mapToObj(i -> i % 2 == 0 ? Samples.desk("client-" + i) : Samples.bare("client-" + i))
                .toList();
        List<FleetEvent> log = LongStream.rangeClosed(1, events)
                .mapToObj(i -> Samples.event(i * 3, EventType.CLIENT_ONLINE, "client-0"))
                .toList();
        store.write(new Changes(some, log));
        Token anna = new Token("a".repeat(64), "anna", Role.ADMIN, null, Samples.AT, null, null, null);
        Token join = new Token("b".repeat(64), "lab", Role.JOIN, null, Samples.AT, Samples.AT.plusSeconds(9), 3, null);
        store.changeTokens(List.of(anna, join), List.of());
        store.appendAudit(IntStream.range(0, 1_100)
                .mapToObj(i -> new AuditEntry(
                        String.format("%013d-000000-x", i),
                        Samples.AT,
                        "anna",
                        "client.forget",
                        "desk",
                        "10.0.0.7",
                        204))
                .toList());
        return store;
    }

    private static void assertSame(FleetStore expected, FleetStore actual) {
        assertThat(actual.clients()).containsExactlyInAnyOrderElementsOf(expected.clients());
        assertThat(actual.events(ALL, 0, Integer.MAX_VALUE))
                .containsExactlyElementsOf(expected.events(ALL, 0, Integer.MAX_VALUE));
        assertThat(actual.tokens()).containsExactlyInAnyOrderElementsOf(expected.tokens());
        assertThat(actual.audit(null, Integer.MAX_VALUE))
                .containsExactlyElementsOf(expected.audit(null, Integer.MAX_VALUE));
    }
}
