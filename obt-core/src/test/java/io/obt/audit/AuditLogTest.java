package io.obt.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.obt.registry.UnreliableStore;
import io.obt.store.StoreUnavailableException;
import io.obt.time.ManualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AuditLogTest {
    private final ManualTime time = new ManualTime();
    private final UnreliableStore store = new UnreliableStore();
    private final AuditLog audit = new AuditLog(time, "k3");

    @BeforeEach
    void keep() {
        audit.keepIn(store);
    }

    private void append(String target) {
        audit.append("anna", "client.forget", target, "10.0.0.7", 204);
    }

    private static List<String> targets(List<AuditEntry> entries) {
        return entries.stream().map(AuditEntry::target).toList();
    }

    @Test
    void entriesAreReadNewestFirstKeptOrNot() {
        append("a");
        audit.flush();
        append("b");
        time.advance(Duration.ofSeconds(1));
        append("c");
        assertThat(targets(audit.page(null, 10))).containsExactly("c", "b", "a");
        assertThat(targets(audit.page(null, 2))).containsExactly("c", "b");
        assertThat(targets(audit.page(audit.page(null, 2).get(1).id(), 2))).containsExactly("a");
    }

    @Test
    void entriesWaitForAStoreThatIsAway() {
        store.breakDown();
        append("a");
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(audit::flush);
        append("b");
        store.repair();
        audit.flush();
        assertThat(targets(store.audit(null, 10))).containsExactly("b", "a");
        assertThat(audit.count()).isEqualTo(2);
    }

    @Test
    void manyEntriesAreKeptInOneFlush() {
        for (int i = 0; i < 2_500; i++) {
            append("x" + i);
        }
        audit.flush();
        assertThat(store.countAudit()).isEqualTo(2_500);
        assertThat(store.audit(null, 1).get(0).target()).isEqualTo("x2499");
    }

    @Test
    void clockThatIsSetBackDoesNotChangeTheOrder() {
        append("a");
        time.advance(Duration.ofDays(-1));
        append("b");
        assertThat(targets(audit.page(null, 10))).containsExactly("b", "a");
    }

    @Test
    void entriesThatCameWhileTheStoreWasExchangedAreKeptInTheNewOne() {
        append("a");
        UnreliableStore another = new UnreliableStore();
        audit.keepIn(another);
        audit.flush();
        assertThat(targets(another.audit(null, 10))).containsExactly("a");
    }
}
