package io.obt.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.store.Samples;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ClientSnapshotTest {
    private static final Instant HEARD = Samples.AT.plusSeconds(100);
    private static final Lease LEASE = new Lease(0, Duration.ofSeconds(10), Duration.ofSeconds(60));

    private static ClientSnapshot desk(ClientStatus kept, Lease lease) {
        Client client = Samples.DESK.in(new Condition(kept, Samples.AT, "kept reason", true), HEARD);
        return new ClientSnapshot(client, Contact.fresh(lease, HEARD));
    }

    private static long seconds(long seconds) {
        return seconds * 1_000_000_000;
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientStatus.class,
            names = {"ONLINE", "DEGRADED"})
    void livingClientOutOfContactIsShownAsStale(ClientStatus kept) {
        ClientSnapshot client = desk(kept, LEASE);

        assertThat(client.status(seconds(30))).isEqualTo(kept);
        assertThat(client.statusReason(seconds(30))).isEqualTo("kept reason");
        assertThat(client.statusSince(seconds(30))).isEqualTo(Samples.AT);

        assertThat(client.status(seconds(42))).isEqualTo(ClientStatus.STALE);
        assertThat(client.statusReason(seconds(42))).isEqualTo("no contact for 42 s");
        assertThat(client.statusSince(seconds(42))).isEqualTo(HEARD);
        assertThat(client.statusReason(seconds(300))).isEqualTo("no contact for 5 min");
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientStatus.class,
            names = {"OFFLINE", "LEFT"})
    void clientThatIsGoneIsNeverStale(ClientStatus kept) {
        assertThat(desk(kept, LEASE).status(seconds(1_000))).isEqualTo(kept);
        assertThat(desk(kept, LEASE).statusReason(seconds(1_000))).isEqualTo("kept reason");
    }

    @Test
    void leaseOfTwoIntervalsIsInDoubtWhenItIsOver() {
        ClientSnapshot client = desk(ClientStatus.ONLINE, new Lease(0, Duration.ofSeconds(10), Duration.ofSeconds(20)));
        assertThat(client.status(seconds(20))).isEqualTo(ClientStatus.ONLINE);
        assertThat(client.status(seconds(21))).isEqualTo(ClientStatus.STALE);
    }
}
