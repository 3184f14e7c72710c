package io.obt.history;

import static io.obt.client.ClientStatus.DEGRADED;
import static io.obt.client.ClientStatus.OFFLINE;
import static io.obt.client.ClientStatus.ONLINE;
import static io.obt.event.EventType.CLIENT_CONFLICT;
import static io.obt.event.EventType.CLIENT_DEGRADED;
import static io.obt.event.EventType.CLIENT_FORGOTTEN;
import static io.obt.event.EventType.CLIENT_LEFT;
import static io.obt.event.EventType.CLIENT_OFFLINE;
import static io.obt.event.EventType.CLIENT_ONLINE;
import static io.obt.event.EventType.CLIENT_REGISTERED;
import static io.obt.event.EventType.FLEET_CONTACT_LOST;
import static io.obt.event.EventType.MODEL_LOADED;
import static io.obt.event.EventType.SERVER_PAUSED;
import static io.obt.event.EventType.SERVER_STARTED;
import static io.obt.event.EventType.SERVER_STOPPED;
import static io.obt.history.Past.DESK;
import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.ClientId;
import io.obt.client.Condition;
import io.obt.event.FleetEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the history tells of a client, event by event; seconds count from {@link Past#START}. */
final class HistoryTest {
    private static final int DAY = 86_400;

    private final Past past = new Past();

    /** As {@code ONLINE 0-10 reason}. */
    private static List<String> spans(History history, Condition now, long from, long to) {
        return history.spans(DESK, now, Past.START.plusSeconds(from), Past.START.plusSeconds(to)).stream()
                .map(span -> span.status() + " " + second(span.from()) + "-" + second(span.to())
                        + (span.reason() == null ? "" : " " + span.reason()))
                .toList();
    }

    private static long second(Instant time) {
        return Duration.between(Past.START, time).toSeconds();
    }

    private List<String> spans(Condition now, long from, long to) {
        return spans(past.history(), now, from, to);
    }

    @Test
    void spansFollowTheEventsWithTheirReasonsAndCoverTheWindow() {
        past.add(0, CLIENT_REGISTERED)
                .add(10, CLIENT_ONLINE, "Ollama answers")
                .add(100, CLIENT_DEGRADED, "connection refused")
                .add(150, CLIENT_OFFLINE, "silent for 61 s")
                .add(200, CLIENT_REGISTERED)
                .add(210, CLIENT_ONLINE, "Ollama answers")
                .add(300, CLIENT_LEFT, "the agent said goodbye");
        assertThat(spans(Past.condition(io.obt.client.ClientStatus.LEFT, 300), -50, 400))
                .containsExactly(
                        "UNKNOWN -50-10",
                        "ONLINE 10-100 Ollama answers",
                        "DEGRADED 100-150 connection refused",
                        "OFFLINE 150-200 silent for 61 s",
                        "DEGRADED 200-210 no report yet",
                        "ONLINE 210-300 Ollama answers",
                        "LEFT 300-400 the agent said goodbye");
    }

    @Test
    void whatBeganBeforeTheWindowReachesIntoIt() {
        past.add(10, CLIENT_ONLINE, "Ollama answers").add(100, CLIENT_OFFLINE, "silent");
        assertThat(spans(Past.condition(OFFLINE, 100), 50, 150))
                .containsExactly("ONLINE 50-100 Ollama answers", "OFFLINE 100-150 silent");
        assertThat(spans(Past.condition(OFFLINE, 100), 100, 101)).containsExactly("OFFLINE 100-101 silent");
    }

    @Test
    void clientWithoutEventsIsWhatItIsNowSinceItIsThat() {
        assertThat(spans(Past.condition(ONLINE, -1_000), 0, 10)).containsExactly("ONLINE 0-10 as it is now");
        past.add(5, CLIENT_REGISTERED); // its agent was restarted
        assertThat(spans(Past.condition(ONLINE, -1_000), 0, 10)).containsExactly("ONLINE 0-10 as it is now");
        assertThat(spans(Past.condition(DEGRADED, 5), 0, 10))
                .containsExactly("UNKNOWN 0-5", "DEGRADED 5-10 as it is now");
    }

    @Test
    void registrationOfALivingClientChangesNothing() {
        past.add(0, CLIENT_ONLINE, "Ollama answers").add(10, CLIENT_REGISTERED);
        assertThat(spans(Past.condition(ONLINE, 0), 0, 20)).containsExactly("ONLINE 0-20 Ollama answers");
    }

    @Test
    void forgottenClientIsUnknownUntilItRegistersAnew() {
        past.add(0, CLIENT_LEFT, "bye").add(10, CLIENT_FORGOTTEN).add(20, CLIENT_REGISTERED);
        assertThat(spans(Past.condition(DEGRADED, 20), 0, 30))
                .containsExactly("LEFT 0-10 bye", "UNKNOWN 10-20 CLIENT_FORGOTTEN", "DEGRADED 20-30 no report yet");
    }

    @Test
    void neighboursOfOneStatusAreOneSpanWithTheReasonOfTheFirst() {
        past.add(0, CLIENT_DEGRADED, "first").add(10, CLIENT_DEGRADED, "second");
        assertThat(spans(Past.condition(DEGRADED, 0), 0, 20)).containsExactly("DEGRADED 0-20 first");
    }

    @Test
    void serverThatWasStoppedWasNotListening() {
        past.add(0, CLIENT_ONLINE, "well")
                .add(50, SERVER_STOPPED, "Server stopped")
                .add(80, SERVER_STARTED);
        assertThat(spans(Past.condition(ONLINE, 0), 0, 100))
                .containsExactly("ONLINE 0-50 well", "NOT_LISTENING 50-80 Server stopped", "ONLINE 80-100 well");
        assertThat(spans(Past.condition(ONLINE, 0), 60, 70)).containsExactly("NOT_LISTENING 60-70 Server stopped");
    }

    @Test
    void serverThatWasKilledListenedUntilTheLastEventBeforeTheNextStart() {
        past.add(0, CLIENT_ONLINE, "well").add(40, MODEL_LOADED).add(80, SERVER_STARTED, "Server 1 started");
        assertThat(spans(Past.condition(ONLINE, 0), 0, 100))
                .containsExactly("ONLINE 0-40 well", "NOT_LISTENING 40-80 Server 1 started", "ONLINE 80-100 well");
    }

    @Test
    void firstStartOfAllEndsNoAbsence() {
        past.add(10, SERVER_STARTED).add(20, CLIENT_ONLINE, "well");
        assertThat(spans(Past.condition(ONLINE, 20), 0, 30)).containsExactly("UNKNOWN 0-20", "ONLINE 20-30 well");
    }

    @Test
    void serverThatStoodStillWasNotListeningForAsLongAsItSays() {
        past.add(0, CLIENT_ONLINE, "well").paused(60, 42).add(70, SERVER_PAUSED, "in words of another version");
        assertThat(spans(Past.condition(ONLINE, 0), 0, 100))
                .containsExactly(
                        "ONLINE 0-18 well",
                        "NOT_LISTENING 18-60 The server did not run for 42 s; nobody is declared offline until it has"
                                + " listened for a while",
                        "ONLINE 60-100 well");
    }

    @Test
    void whatHappenedThisMomentIsTheLastOfTheWindow() {
        past.add(0, CLIENT_ONLINE, "well").add(100, CLIENT_OFFLINE, "silent");
        assertThat(spans(Past.condition(OFFLINE, 100), 0, 100))
                .containsExactly("ONLINE 0-99 well", "OFFLINE 99-100 silent");
    }

    @Test
    void clockThatWasSetBackBreaksNothing() {
        past.add(100, CLIENT_ONLINE, "well").add(50, CLIENT_OFFLINE, "silent").add(60, CLIENT_ONLINE, "back");
        assertThat(spans(Past.condition(ONLINE, 60), 0, 200)).containsExactly("UNKNOWN 0-100", "ONLINE 100-200 back");
    }

    @Test
    void whatIsLetGoOfLeavesWhatTheClientWasBefore() {
        past.add(0, CLIENT_ONLINE, "well");
        for (int i = 1; i <= 20; i++) {
            past.add(i, CLIENT_CONFLICT, new ClientId("lab"), "quarrel");
        }
        past.add(100, CLIENT_OFFLINE, "silent");
        History history = past.history(5);
        assertThat(spans(history, Past.condition(OFFLINE, 100), -10, 200))
                .containsExactly("UNKNOWN -10-0", "ONLINE 0-100 well", "OFFLINE 100-200 silent");
        assertThat(history.marks(new ClientId("lab"), Instant.MIN, 100)).hasSize(4);
    }

    @Test
    void ofWhatIsOlderThanAWeekTheStateRemains() {
        past.add(-20L * DAY, CLIENT_ONLINE, "well")
                .add(-8L * DAY, CLIENT_REGISTERED)
                .add(0, CLIENT_OFFLINE, "silent");
        for (int remembered = 0; remembered <= past.count(); remembered++) {
            History history = past.history(remembered, 100);
            assertThat(spans(history, Past.condition(OFFLINE, 0), -7L * DAY, DAY / 2))
                    .containsExactly("ONLINE " + -7L * DAY + "-0 well", "OFFLINE 0-43200 silent");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 10, 41})
    void clientThatChangesAllTheTimeLosesItsOwnPastAndNoOthers(int remembered) {
        ClientId lab = new ClientId("lab");
        past.add(0, CLIENT_ONLINE, lab, "well");
        for (int i = 1; i <= 20; i++) {
            past.add(10L * i, CLIENT_DEGRADED, "bad " + i).add(10L * i + 5, CLIENT_ONLINE, "good " + i);
        }
        History history = past.history(remembered, 12, 4);

        assertThat(spans(history, Past.condition(ONLINE, 205), 0, 210))
                .endsWith(
                        "DEGRADED 190-195 bad 19",
                        "ONLINE 195-200 good 19",
                        "DEGRADED 200-205 bad 20",
                        "ONLINE 205-210 good 20")
                .hasSizeLessThanOrEqualTo(6)
                .first()
                .asString()
                .startsWith("UNKNOWN 0-");
        assertThat(history.spans(lab, Past.condition(OFFLINE, 210), Past.START, Past.START.plusSeconds(300)))
                .extracting(Span::status)
                .containsExactly(PastStatus.ONLINE, PastStatus.OFFLINE);
        assertThat(history).hasToString("5 events of 2 clients, 0 absences");
    }

    @Test
    void oneClientHas2000Events() {
        for (int i = 0; i < 2_100; i++) {
            past.add(i, CLIENT_CONFLICT, "quarrel");
        }
        assertThat(new History(past.log(0))).hasToString("2000 events of 1 clients, 0 absences");
    }

    @Test
    void serverThatStartsAllTheTimeIsKeptWithinTheSameBounds() {
        for (int i = 0; i < 20; i++) {
            past.add(10L * i, SERVER_STOPPED).add(10L * i + 5, SERVER_STARTED);
        }
        for (int remembered : List.of(0, 7, past.count())) {
            assertThat(past.history(remembered, 100, 4)).hasToString("4 events of 0 clients, 4 absences");
        }
    }

    @Test
    void absencesThatAreTooOldToBeShownAreNotHeld() {
        past.add(-20L * DAY, SERVER_STOPPED)
                .add(-19L * DAY, SERVER_STARTED)
                .add(-8L * DAY, SERVER_STOPPED)
                .add(-6L * DAY, SERVER_STARTED)
                .add(0, SERVER_STOPPED)
                .add(10, SERVER_STARTED);
        for (int remembered = 0; remembered <= past.count(); remembered++) {
            assertThat(past.history(remembered, 100)).asString().endsWith(" 2 absences");
        }
    }

    @Test
    void oneEventLetsGoOfALittleAtATime() {
        for (int i = 0; i < 30; i++) {
            past.add(i, CLIENT_CONFLICT, new ClientId("lab"), "quarrel");
        }
        past.add(8L * DAY, CLIENT_ONLINE);
        assertThat(past.history()).hasToString("21 events of 2 clients, 0 absences");
        past.add(8L * DAY, CLIENT_ONLINE).add(8L * DAY, CLIENT_ONLINE);
        assertThat(past.history()).asString().startsWith("3 events of ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void clientThatWasForgottenLongAgoLeavesNothing(int remembered) {
        past.add(-20L * DAY, CLIENT_ONLINE, "well")
                .add(-10L * DAY, CLIENT_LEFT, "bye")
                .add(-9L * DAY, CLIENT_FORGOTTEN)
                .add(0, CLIENT_ONLINE, new ClientId("lab"), "well");
        History history = past.history(remembered, 100);
        history.endsHere();
        assertThat(history).hasToString("1 events of 1 clients, 0 absences");
        assertThat(spans(history, Past.condition(DEGRADED, 10), 0, 20))
                .containsExactly("UNKNOWN 0-10", "DEGRADED 10-20 as it is now");
    }

    @Test
    void whatAnAgentSaysAtLengthIsCutAndElseAsItIs() {
        String words = "no\n" + "x".repeat(8_000);
        past.add(0, CLIENT_DEGRADED, words).add(10, CLIENT_CONFLICT, words);
        for (int remembered = 0; remembered <= past.count(); remembered++) {
            History history = past.history(remembered, 100);
            assertThat(spans(history, Past.condition(DEGRADED, 0), 0, 20))
                    .containsExactly("DEGRADED 0-20 no\n" + "x".repeat(197) + "…");
            assertThat(history.marks(DESK, Past.START, 10))
                    .extracting(FleetEvent::detail)
                    .containsExactly("no\n" + "x".repeat(197) + "…");
        }
    }

    @Test
    void ofTooManySpansTheNewestAreGivenAndTheTimeBeforeIsUnknown() {
        past.add(0, CLIENT_ONLINE)
                .add(10, CLIENT_DEGRADED)
                .add(20, CLIENT_OFFLINE)
                .add(30, CLIENT_FORGOTTEN)
                .add(40, CLIENT_ONLINE);
        assertThat(statuses(5)).containsExactly("ONLINE 0", "DEGRADED 10", "OFFLINE 20", "UNKNOWN 30", "ONLINE 40");
        assertThat(statuses(4)).containsExactly("UNKNOWN 0", "OFFLINE 20", "UNKNOWN 30", "ONLINE 40");
        assertThat(statuses(3)).as("two that are unknown are one").containsExactly("UNKNOWN 0", "ONLINE 40");
    }

    private List<String> statuses(int limit) {
        return past
                .history()
                .spans(DESK, Past.condition(ONLINE, 40), Past.START, Past.START.plusSeconds(50), limit)
                .stream()
                .map(span -> span.status() + " " + second(span.from()))
                .toList();
    }

    @Test
    void marksAreTheNewestOfTheClientAndOfTheFleetInOrder() {
        past.add(0, SERVER_STARTED)
                .add(1, CLIENT_REGISTERED)
                .add(2, CLIENT_ONLINE)
                .add(3, CLIENT_REGISTERED, new ClientId("lab"), "another")
                .add(4, CLIENT_CONFLICT)
                .add(5, FLEET_CONTACT_LOST)
                .add(6, MODEL_LOADED);
        assertThat(types(past.history().marks(DESK, Past.START, 10)))
                .containsExactly("SERVER_STARTED", "CLIENT_REGISTERED", "CLIENT_CONFLICT", "FLEET_CONTACT_LOST");
        assertThat(types(past.history().marks(DESK, Past.START.plusSeconds(1), 10)))
                .containsExactly("CLIENT_REGISTERED", "CLIENT_CONFLICT", "FLEET_CONTACT_LOST");
        assertThat(types(past.history().marks(DESK, Past.START, 2)))
                .containsExactly("CLIENT_CONFLICT", "FLEET_CONTACT_LOST");
    }

    private static List<String> types(List<FleetEvent> events) {
        return events.stream().map(event -> event.type().name()).toList();
    }

    @Test
    void slotsShowTheLastDayWithTheCurrentHalfHourAsTheLast() {
        past.add(0, CLIENT_ONLINE)
                .add(3_700, CLIENT_OFFLINE)
                .add(3_710, CLIENT_ONLINE)
                .add(9_000, CLIENT_DEGRADED)
                .add(9_001, CLIENT_LEFT);
        String slots = past.history()
                .slots(DESK, Past.condition(io.obt.client.ClientStatus.LEFT, 9_001), Past.START.plusSeconds(12_601));
        assertThat(slots).hasSize(48).isEqualTo("-".repeat(40) + "OOXOODLL");
    }

    @Test
    void slotInWhichTheServerDidNotListenForMoreThanHalfIsNoneOfTheClient() {
        past.add(0, CLIENT_ONLINE)
                .add(900, SERVER_STOPPED)
                .add(1_800, SERVER_STARTED) // half of the first
                .add(1_801, SERVER_STOPPED)
                .add(2_702, SERVER_STARTED); // a second more of the next
        String slots = past.history().slots(DESK, Past.condition(ONLINE, 0), Past.START.plusSeconds(3_600));
        assertThat(slots).endsWith("-ONO");
    }

    @Test
    void slotOfWhichNothingElseIsKnownThanThatTheServerDidNotListenSaysSo() {
        past.add(0, SERVER_STOPPED).add(10, SERVER_STARTED).add(1_800, CLIENT_ONLINE);
        String slots = past.history().slots(DESK, Past.condition(ONLINE, 1_800), Past.START.plusSeconds(1_800));
        assertThat(slots).endsWith("-NO");
    }

    @Test
    void whatHappenedAtTheVeryMomentIsInTheCurrentSlot() {
        past.add(0, CLIENT_ONLINE).add(100, CLIENT_OFFLINE);
        assertThat(past.history().slots(DESK, Past.condition(OFFLINE, 100), Past.START.plusSeconds(100)))
                .endsWith("-X");
        assertThat(past.history().slots(DESK, Past.condition(OFFLINE, 1_800), Past.START.plusSeconds(1_800)))
                .endsWith("-XX");
    }
}
