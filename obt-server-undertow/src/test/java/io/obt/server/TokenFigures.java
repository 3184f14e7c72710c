package io.obt.server;

import io.obt.access.Access;
import io.obt.access.Role;
import io.obt.access.TokenRequest;
import io.obt.client.ClientId;
import io.obt.store.InMemoryFleetStore;
import io.obt.time.TimeSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what a token costs a heartbeat; no test, and run by name only:
 * {@code ./obt loadtest TokenFigures}. The servers and the
 * load are in one process and take turns.
 */
final class TokenFigures {
    private static final int CLIENTS = 10_000;
    private static final int CONNECTIONS = 8;
    private static final int BEATS = 50_000;
    private static final int ROUNDS = 9;
    private static final int LOOKS = 1_000_000;

    @TempDir
    private Path data;

    @Test
    void heartbeatWithATokenAndWithout() {
        try (TestServer open = TestServer.empty();
                TestServer guarded = TestServer.guarded(data, new InMemoryFleetStore());
                FleetLoad without = new FleetLoad(open.server().url(), CLIENTS, CONNECTIONS);
                FleetLoad with = new FleetLoad(
                        guarded.server().url(),
                        CLIENTS,
                        CONNECTIONS,
                        id -> guarded.server().admit(new ClientId(id)).orElseThrow())) {
            without.register();
            with.register();
            double[] plain = new double[ROUNDS];
            double[] shown = new double[ROUNDS];
            for (int round = -2; round < ROUNDS; round++) {
                long sequence = 1 + (round + 2L) * (BEATS / CLIENTS);
                double first = microsEach(without.beat(BEATS, sequence));
                double second = microsEach(with.beat(BEATS, sequence));
                if (round >= 0) { // those before warm up
                    plain[round] = first;
                    shown[round] = second;
                }
            }
            System.out.printf("%-40s %9.2f us (median of %d)%n", "a heartbeat without tokens", median(plain), ROUNDS);
            System.out.printf(
                    "%-40s %9.2f us (median of %d)%n", "a heartbeat with its credential", median(shown), ROUNDS);
            System.out.printf("%-40s %9.3f%n", "ratio", median(shown) / median(plain));
        }
    }

    @Test
    void lookingUpAToken() {
        Access access = Access.open(new InMemoryFleetStore(), TimeSource.system(), new SecureRandom());
        List<String> secrets = IntStream.range(0, CLIENTS)
                .mapToObj(i -> access.issue(new TokenRequest("t" + i, Role.VIEWER, null, null))
                        .secret()
                        .text())
                .toList();
        double[] nanos = new double[ROUNDS];
        for (int round = -2; round < ROUNDS; round++) {
            long began = System.nanoTime();
            int known = 0;
            for (int i = 0; i < LOOKS; i++) {
                known += access.known(secrets.get(i % CLIENTS)).isPresent() ? 1 : 0;
            }
            double each = (System.nanoTime() - began) / (double) known;
            if (round >= 0) {
                nanos[round] = each;
            }
        }
        System.out.printf("%-40s %9.0f ns (median of %d)%n", "a look at 1 of 10,000 tokens", median(nanos), ROUNDS);
    }

    private static double microsEach(FleetLoad.Outcome outcome) {
        if (outcome.refused() > 0) {
            throw new AssertionError(outcome.refused() + " heartbeats were refused");
        }
        return 1e6 / outcome.perSecond();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
