package io.obt.registry;

import static io.obt.client.ClientStatus.DEGRADED;
import static io.obt.client.ClientStatus.LEFT;
import static io.obt.client.ClientStatus.OFFLINE;
import static io.obt.client.ClientStatus.ONLINE;
import static io.obt.client.ClientStatus.STALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.client.Client;
import io.obt.client.ClientSnapshot;
import io.obt.client.Condition;
import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.client.OllamaState;
import io.obt.client.Usage;
import io.obt.model.Inventory;
import io.obt.store.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The statuses of a client and what leads from one to another. */
final class StatusTest {
    private final TestFleet fleet = new TestFleet();
    private final TestAgent desk = fleet.agent("desk");

    @Test
    void registeredClientIsDegradedUntilItReports() {
        desk.register();
        assertThat(fleet.status("desk")).isEqualTo(DEGRADED);
        assertThat(fleet.statusReason("desk")).isEqualTo("no report yet");
    }

    @Test
    void firstGoodReportAloneMakesOnline() {
        desk.register();
        assertThat(desk.beat().status()).isEqualTo(ONLINE);
        assertThat(fleet.statusReason("desk")).isEqualTo("Ollama answers");
    }

    @Test
    void firstBadReportAloneMakesDegradedWithItsReason() {
        desk.register();
        assertThat(desk.beat(TestAgent.ILL).status()).isEqualTo(DEGRADED);
        assertThat(fleet.statusReason("desk")).isEqualTo("Ollama does not answer (connection refused)");
    }

    @Test
    void onlineClientIsForgivenOneBadReportAndNotTwoRunning() {
        desk.online();
        assertThat(desk.beat(TestAgent.ILL).status()).isEqualTo(ONLINE);
        assertThat(desk.beat().status()).isEqualTo(ONLINE);
        assertThat(desk.beat(TestAgent.ILL).status()).isEqualTo(ONLINE);
        assertThat(desk.beat(TestAgent.ILL).status()).isEqualTo(DEGRADED);
        assertThat(desk.beat(TestAgent.ILL).status()).isEqualTo(DEGRADED);
    }

    @Test
    void oneGoodReportMakesADegradedClientOnline() {
        desk.register();
        desk.beat(TestAgent.ILL);
        desk.beat(TestAgent.ILL);
        assertThat(desk.beat().status()).isEqualTo(ONLINE);
    }

    @Test
    void statusSinceIsWhenItCameAndTheReasonIsTheLatest() {
        desk.register();
        desk.beat(TestAgent.ILL);
        Instant degraded = fleet.time().now();
        fleet.passSeconds(10);
        desk.beat(OllamaState.unavailable("Ollama hangs"));

        Condition condition = fleet.client("desk").client().condition();
        assertThat(condition).isEqualTo(new Condition(DEGRADED, degraded, "Ollama hangs", true));
    }

    @Test
    void silentClientBecomesStaleThenOffline() {
        desk.online();
        fleet.passSeconds(100, desk);

        fleet.passSeconds(30);
        assertThat(fleet.status("desk")).isEqualTo(ONLINE);
        fleet.passSeconds(1);
        assertThat(fleet.status("desk")).isEqualTo(STALE);
        assertThat(fleet.statusReason("desk")).isEqualTo("no contact for 31 s");
        fleet.passSeconds(29);
        assertThat(fleet.status("desk")).isEqualTo(STALE);
        fleet.passSeconds(1);
        assertThat(fleet.status("desk")).isEqualTo(OFFLINE);
        assertThat(fleet.statusReason("desk")).isEqualTo("silent for 61 s");
    }

    @Test
    void staleClientThatReportsIsAsItWasBefore() {
        desk.online();
        Condition before = fleet.client("desk").client().condition();
        fleet.passSeconds(50);
        assertThat(fleet.status("desk")).isEqualTo(STALE);

        assertThat(desk.beat().status()).isEqualTo(ONLINE);
        assertThat(fleet.client("desk").client().condition()).isEqualTo(before);
    }

    @Test
    void offlineClientComesBackWithoutRegisteringAndItsReportDecides() {
        desk.online();
        TestAgent lab = fleet.agent("lab").online();
        fleet.passSeconds(100);
        assertThat(fleet.count(OFFLINE)).isEqualTo(2);

        assertThat(desk.beat().status()).isEqualTo(ONLINE);
        assertThat(lab.beat(TestAgent.ILL).status()).isEqualTo(DEGRADED);
    }

    @Test
    void degradedClientGoesOfflineAsAnyOther() {
        desk.register();
        fleet.passSeconds(100);
        assertThat(fleet.status("desk")).isEqualTo(OFFLINE);
    }

    @Test
    void registeringAgainKeepsEverythingUntilTheNextReport() {
        desk.register(desk.claim(Labels.of(Map.of("site", "lab")), Samples.DESK.hardware()));
        desk.beatWith(Samples.model("llama3.2", '1'));
        desk.beatLoaded("llama3.2");
        Client before = fleet.client("desk").client();
        fleet.passSeconds(20);

        TestAgent restarted = fleet.agent("desk", "another-process", "10.0.0.1").register();
        Client after = fleet.client("desk").client();

        assertThat(fleet.status("desk")).isEqualTo(ONLINE);
        assertThat(after.condition()).isEqualTo(before.condition());
        assertThat(after.inventory()).isEqualTo(before.inventory());
        assertThat(after.loaded()).isEqualTo(before.loaded());
        assertThat(after.labels()).isEqualTo(before.labels());
        assertThat(after.hardware()).isEqualTo(before.hardware());
        assertThat(restarted.beat(TestAgent.ILL).status())
                .as("the first report after it decides alone")
                .isEqualTo(DEGRADED);
    }

    @Test
    void anotherProcessBringsItsOwnLabelsAndHardware() {
        desk.register(desk.claim(Labels.of(Map.of("site", "lab")), Hardware.UNKNOWN));
        TestAgent restarted = fleet.agent("desk", "another-process", "10.0.0.1");
        restarted.register(restarted.claim(Labels.of(Map.of("a", "b")), Samples.DESK.hardware()));

        assertThat(fleet.client("desk").client().labels()).hasToString("a=b");
        assertThat(fleet.client("desk").client().hardware()).isEqualTo(Samples.DESK.hardware());
    }

    @Test
    void sameProcessRegisteringAgainGetsWhatItHas() {
        desk.online();
        ClientSnapshot before = fleet.client("desk");
        long event = fleet.now();
        assertThat(desk.register(desk.claim())).isEqualTo(before);
        assertThat(fleet.client("desk")).isEqualTo(before);
        assertThat(fleet.storySince(event)).isEmpty();
    }

    @Test
    void registrationStartsTheLease() {
        desk.online();
        fleet.passSeconds(100, desk);
        fleet.passSeconds(50);
        fleet.agent("desk", "another-process", "10.0.0.1").register();
        assertThat(fleet.status("desk")).isEqualTo(ONLINE);
        fleet.passSeconds(60);
        assertThat(fleet.status("desk")).isEqualTo(STALE);
        fleet.passSeconds(1);
        assertThat(fleet.status("desk")).isEqualTo(OFFLINE);
    }

    @Test
    void goodbyeMakesLeftAndNeverOffline() {
        desk.online();
        desk.leave();
        desk.leave();
        assertThat(fleet.status("desk")).isEqualTo(LEFT);
        fleet.passSeconds(300);
        assertThat(fleet.status("desk")).isEqualTo(LEFT);
    }

    @Test
    void lateHeartbeatAfterGoodbyeChangesNothing() {
        desk.online();
        desk.leave();
        Client left = fleet.client("desk").client();

        assertThatThrownBy(desk::beat)
                .isInstanceOf(UnknownClientException.class)
                .hasMessage("No client is registered as 'desk'; register before sending heartbeats");
        assertThat(fleet.client("desk").client()).isEqualTo(left);
    }

    @Test
    void sameProcessMayRegisterAgainAfterItsGoodbye() {
        desk.online();
        String first = desk.registrationId();
        desk.leave();
        desk.register();

        assertThat(desk.registrationId()).isNotEqualTo(first);
        assertThat(fleet.status("desk")).isEqualTo(DEGRADED);
        assertThat(fleet.statusReason("desk")).isEqualTo("no report yet");
        assertThat(desk.beat().status()).isEqualTo(ONLINE);
    }

    @Test
    void goodbyeOfASupersededAgentIsRefused() {
        desk.online();
        TestAgent other = fleet.agent("desk", "another-process", "10.0.0.2").online();
        assertThatThrownBy(desk::leave).isInstanceOf(SupersededException.class);
        assertThat(fleet.status("desk")).isEqualTo(ONLINE);
        assertThatThrownBy(() -> fleet.agent("nobody").leave()).isInstanceOf(UnknownClientException.class);
        other.leave();
        assertThat(fleet.status("desk")).isEqualTo(LEFT);
    }

    @Test
    void unknownClientIsToldToRegister() {
        assertThatThrownBy(desk::beat)
                .isInstanceOf(UnknownClientException.class)
                .hasMessageContaining("register before sending heartbeats");
    }

    @Test
    void versionOfOllamaIsRememberedWhileItIsAway() {
        desk.online();
        desk.beat(TestAgent.ILL);
        assertThat(fleet.client("desk").client().ollama())
                .isEqualTo(new OllamaState(false, "0.32.15", "Ollama does not answer (connection refused)"));
        desk.beat(OllamaState.available(null));
        assertThat(fleet.client("desk").client().ollama()).isEqualTo(OllamaState.available(null));
    }

    @Test
    void inventoryIsAskedForWhenItIsUnknownOrAnother() {
        desk.register();
        assertThat(desk.beat().sendInventory()).isTrue();
        assertThat(desk.beatWith(Samples.model("llama3.2", '1')).sendInventory())
                .isFalse();
        assertThat(desk.beat().sendInventory()).as("no fingerprint, no news").isFalse();
        Report another = new Report(desk.registrationId(), 9, TestAgent.WELL, "another", null, null, Usage.UNKNOWN);
        assertThat(desk.send(another).sendInventory()).isTrue();
    }

    @Test
    void inventoryIsTakenAlsoWhileOllamaIsAway() {
        desk.register();
        desk.send(desk.report(TestAgent.ILL, Inventory.of(List.of(Samples.model("x", '1'))), null));
        assertThat(fleet.client("desk").client().inventory().models()).hasSize(1);
    }
}
