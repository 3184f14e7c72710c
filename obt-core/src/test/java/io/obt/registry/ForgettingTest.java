package io.obt.registry;

import static io.obt.client.ClientStatus.DEGRADED;
import static io.obt.client.ClientStatus.OFFLINE;
import static io.obt.client.ClientStatus.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.client.ClientId;
import io.obt.event.EventType;
import io.obt.store.Samples;
import io.obt.store.StoreUnavailableException;
import io.obt.store.Together;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A client that is gone can be forgotten, durably; one that is alive cannot. */
final class ForgettingTest {
    private final TestFleet fleet = new TestFleet();
    private final TestAgent desk = fleet.agent("desk");

    private boolean forget() {
        return fleet.fleet().registrar().forget(desk.id());
    }

    @Test
    void forgottenClientIsGoneFromRegistryCatalogAndStore() {
        desk.register();
        desk.beatWith(Samples.model("llama3.2", '1'));
        desk.beatLoaded("llama3.2", "gone-from-disk");
        desk.leave();
        fleet.flush();
        long event = fleet.now();

        assertThat(forget()).isTrue();
        assertThat(fleet.fleet().registry().client(desk.id())).isEmpty();
        assertThat(fleet.models()).isEmpty();
        assertThat(fleet.stored()).isEmpty();
        assertThat(fleet.storySince(event)).containsExactly("CLIENT_FORGOTTEN desk");
        fleet.flush();
        fleet.restart();
        assertThat(fleet.fleet().registry().clients()).isEmpty();
    }

    @Test
    void clientNobodyKnowsIsNotForgotten() {
        assertThat(forget()).isFalse();
        assertThat(fleet.events(EventType.CLIENT_FORGOTTEN)).isEmpty();
    }

    @Test
    void clientThatIsAliveIsNotForgottenAlsoWhenItIsSilent() {
        desk.online();
        assertThatThrownBy(this::forget)
                .isInstanceOf(ClientAliveException.class)
                .hasMessageContaining("'desk'");
        fleet.passSeconds(45);
        assertThatThrownBy(this::forget).as("stale").isInstanceOf(ClientAliveException.class);
        fleet.passSeconds(60);
        assertThat(fleet.status("desk")).isEqualTo(OFFLINE);
        assertThat(forget()).isTrue();
    }

    @Test
    void heartbeatOfAForgottenClientIsUnknownAndItsAgentBeginsAnew() {
        desk.register(desk.claim(Samples.DESK.labels(), Samples.DESK.hardware()));
        desk.beatWith(Samples.model("llama3.2", '1'));
        fleet.passSeconds(120);
        forget();
        assertThatThrownBy(desk::beat).isInstanceOf(UnknownClientException.class);

        desk.register();
        assertThat(fleet.status("desk")).isEqualTo(DEGRADED);
        assertThat(fleet.client("desk").client().labels().values()).isEmpty();
        assertThat(desk.beat().status()).isEqualTo(ONLINE);
        assertThat(fleet.models()).isEmpty();
        fleet.flush();
        assertThat(fleet.stored()).hasSize(1);
    }

    @Test
    void whatCannotBeForgottenDurablyIsNotForgotten() {
        desk.online();
        desk.leave();
        fleet.store().breakDown();
        assertThatThrownBy(this::forget).isInstanceOf(StoreUnavailableException.class);
        assertThat(fleet.fleet().registry().client(desk.id())).isPresent();
        assertThat(fleet.events(EventType.CLIENT_FORGOTTEN)).isEmpty();
    }

    @Test
    void changeThatWasNotFlushedDoesNotBringTheClientBack() {
        desk.online();
        fleet.flush();
        fleet.passSeconds(120);
        forget();
        fleet.flush();
        assertThat(fleet.stored()).isEmpty();
    }

    // The store has let go of it already when its agent is heard again: then it stays, and is kept.
    @Test
    void clientThatIsHeardWhileItIsBeingForgottenStays() {
        desk.online();
        fleet.flush();
        fleet.passSeconds(120);
        AtomicReference<Runnable> once = new AtomicReference<>(desk::beat);
        fleet.store().onWrite(() -> once.getAndSet(() -> {}).run());

        assertThatThrownBy(this::forget).isInstanceOf(ClientAliveException.class);
        assertThat(fleet.status("desk")).isEqualTo(ONLINE);
        assertThat(fleet.stored()).extracting(client -> client.id()).containsExactly(desk.id());
        fleet.restart();
        assertThat(desk.beat().status()).isEqualTo(ONLINE);
    }

    @RepeatedTest(20)
    void whoRegistersReportsAndIsForgottenAtOnceIsKnownEverywhereOrNowhere() throws Exception {
        desk.online();
        desk.leave();
        TestAgent other = fleet.agent("desk", "another-process", "10.0.0.2");
        Together.run(3, thread -> {
            for (int i = 0; i < 50; i++) {
                try {
                    switch (thread) {
                        case 0 -> other.register();
                        case 1 -> other.beatWith(Samples.model("llama3.2", '1'));
                        default -> forget();
                    }
                } catch (ClientAliveException | UnknownClientException | SupersededException e) {
                    // What each is told that came at a bad time.
                }
                if (i % 10 == 0 && thread == 0) {
                    fleet.flush();
                    leaveQuietly(other);
                }
            }
        });
        fleet.flush();
        List<ClientId> known = fleet.fleet().registry().clients().stream()
                .map(client -> client.id())
                .toList();
        assertThat(fleet.stored()).extracting(client -> client.id()).isEqualTo(known);
        NaiveCatalog.assertRight(fleet);
    }

    private static void leaveQuietly(TestAgent agent) {
        try {
            agent.leave();
        } catch (UnknownClientException | SupersededException e) {
            // It was forgotten already.
        }
    }
}
