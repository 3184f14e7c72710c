package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.audit.AuditLog;
import io.obt.log.LogOf;
import io.obt.server.http.MoveCalls;
import io.obt.server.http.NoMove;
import io.obt.server.http.StartGate;
import io.obt.server.metrics.Metrics;
import io.obt.store.StoreRefusedException;
import io.obt.time.ManualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The attempts to open a store, one by one. */
final class OpeningTest {
    private final FaultyStore store = new FaultyStore();
    private final AtomicInteger attempts = new AtomicInteger();
    private final LogOf log = LogOf.type(Opening.class);
    private final Opening opening = new Opening(
            () -> {
                attempts.incrementAndGet();
                return FleetAtWork.open(
                        () -> store,
                        TestServer.settings(Path.of("unused"), 0),
                        new MoveCalls(new NoMove()),
                        new Metrics("test"),
                        new AuditLog(new ManualTime(), "x"),
                        new ManualTime(),
                        Instant.EPOCH);
            },
            new StartGate(true));

    @AfterEach
    void end() {
        opening.close();
        log.close();
    }

    @Test
    void storeThatIsThereIsOpenedAtOnceAndNothingIsSaid() {
        opening.start();
        assertThat(opening.obstacle()).isEmpty();
        assertThat(opening.opened()).isPresent();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void waitAndItsEndAreToldOnceEach() {
        store.refuse(true);
        opening.start();
        for (int i = 0; i < 10; i++) {
            assertThat(opening.step()).isFalse();
        }
        assertThat(opening.obstacle()).contains("as a full disk does");
        store.refuse(false);
        assertThat(opening.step()).isTrue();
        assertThat(opening.obstacle()).isEmpty();
        assertThat(log.lines())
                .containsExactly(
                        "WARN The server is starting and tries every 2 s to open its store: as a full disk does",
                        "INFO The store is there; the server is ready");
    }

    @Test
    void anotherReasonIsToldToo() {
        store.refuse(true);
        opening.start();
        store.fail(new StoreRefusedException("MongoDB refuses the password of 'obt'", new IOException()));
        opening.step();
        opening.step();
        assertThat(log.lines()).hasSize(2).last().asString().endsWith("MongoDB refuses the password of 'obt'");
    }

    @Test
    void whatOnlyPeopleCanMendIsThrownAtTheFirstAttemptAlone() {
        store.fail(new StoreRefusedException("wrong password", new IOException()));
        assertThatThrownBy(opening::start).hasMessage("wrong password");
        assertThat(opening.step()).isFalse();
    }

    @Test
    void fleetOpenedAfterTheEndIsClosedAgain() {
        opening.close();
        opening.step();
        assertThat(opening.opened()).isEmpty();
        assertThat(attempts).hasValue(1);
    }
}
