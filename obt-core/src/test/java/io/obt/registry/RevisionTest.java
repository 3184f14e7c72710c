package io.obt.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.Usage;
import io.obt.store.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The fleet's revision: another number for everything that can be seen to change, and for nothing else. */
final class RevisionTest {
    private final TestFleet fleet = new TestFleet();
    private final TestAgent desk = fleet.agent("desk");
    private long last;

    private boolean isAnother() {
        long now = fleet.fleet().registry().revision();
        boolean another = now != last;
        last = now;
        return another;
    }

    @Test
    void everyVisibleChangeRaisesIt() {
        desk.register();
        assertThat(isAnother()).as("registered").isTrue();
        desk.beat();
        assertThat(isAnother()).as("online").isTrue();
        desk.beatWith(Samples.model("llama3.2", '1'));
        assertThat(isAnother()).as("installed").isTrue();
        desk.beatLoaded("llama3.2");
        assertThat(isAnother()).as("loaded").isTrue();
        fleet.passSeconds(45);
        isAnother();
        desk.beat();
        assertThat(isAnother()).as("heard again after it was shown as stale").isTrue();
        fleet.passSeconds(120);
        assertThat(isAnother()).as("declared offline").isTrue();
        desk.beat();
        desk.leave();
        assertThat(isAnother()).as("left").isTrue();
        fleet.fleet().registrar().forget(desk.id());
        assertThat(isAnother()).as("forgotten").isTrue();
    }

    @Test
    void contactAndUsageDoNotRaiseIt() {
        desk.online();
        isAnother();
        for (int i = 0; i < 50; i++) {
            fleet.time().advance(Duration.ofSeconds(10));
            desk.send(new Report(
                    desk.registrationId(),
                    100 + i,
                    TestAgent.WELL,
                    null,
                    null,
                    null,
                    new Usage((double) i, null, null, null)));
        }
        assertThat(isAnother()).isFalse();
    }
}
