package io.obt.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.store.Samples;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({"ONLINE, 0", "ONLINE, 30", "ONLINE, 31", "DEGRADED, 119", "DEGRADED, 120", "ONLINE, 3599"})
    void whatIsShownStaysForAsLongAsItSaysAndThenChanges(ClientStatus kept, long second) {
        ClientSnapshot client = desk(kept, LEASE);
        long now = seconds(second) + 123_456_789;
        long change = now + client.looksTheSameFor(now);
        assertThat(shown(client, change - 1)).isEqualTo(shown(client, now));
        assertThat(shown(client, change)).isNotEqualTo(shown(client, now));
    }

    private static String shown(ClientSnapshot client, long nowNanos) {
        return client.status(nowNanos) + " " + client.statusReason(nowNanos) + " " + client.statusSince(nowNanos);
    }

    @Test
    void timeAloneNeverChangesWhoIsGone() {
        assertThat(desk(ClientStatus.LEFT, LEASE).looksTheSameFor(seconds(40))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void contactAloneIsNothingToSee() {
        ClientSnapshot before = desk(ClientStatus.ONLINE, LEASE);
        Client later = before.client().in(before.client().condition(), HEARD.plusSeconds(400));
        ClientSnapshot after = new ClientSnapshot(later, Contact.fresh(LEASE.renewedAt(seconds(9)), HEARD));
        assertThat(after.looksOtherThan(before, seconds(9))).isFalse();
        assertThat(after.looksOtherThan(before, seconds(35)))
                .as("one of the two is stale by then")
                .isTrue();
        assertThat(desk(ClientStatus.DEGRADED, LEASE).looksOtherThan(before, 0)).isTrue();
        assertThat(desk(ClientStatus.ONLINE, new Lease(0, Duration.ofSeconds(5), Duration.ofSeconds(60)))
                        .looksOtherThan(before, 0))
                .as("it may be stale sooner")
                .isTrue();
    }

    @Test
    void leaseOfTwoIntervalsIsInDoubtWhenItIsOver() {
        ClientSnapshot client = desk(ClientStatus.ONLINE, new Lease(0, Duration.ofSeconds(10), Duration.ofSeconds(20)));
        assertThat(client.status(seconds(20))).isEqualTo(ClientStatus.ONLINE);
        assertThat(client.status(seconds(21))).isEqualTo(ClientStatus.STALE);
    }
}
