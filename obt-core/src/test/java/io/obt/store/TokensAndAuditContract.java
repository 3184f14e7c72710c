package io.obt.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.access.Role;
import io.obt.access.Token;
import io.obt.audit.AuditEntry;
import io.obt.client.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The part of {@link FleetStoreContract} that concerns who may do what, and who did. */
abstract class TokensAndAuditContract {
    private static final Instant AT = Instant.parse("2026-08-01T10:22:07.120394857Z");
    private static final Token JOIN =
            new Token("a".repeat(64), "lab", Role.JOIN, null, AT, AT.plusSeconds(60), 10, null);
    private static final Token CREDENTIAL =
            new Token("b".repeat(64), "desk", Role.AGENT, new ClientId("desk"), AT, null, null, null);
    private static final Token SESSION = new Token(
            "c".repeat(64), "<img onerror> \u202E✓", Role.ADMIN, null, AT, AT.plusSeconds(1), null, "0123456789ab");

    FleetStore store;

    /** A store that holds nothing yet. */
    protected abstract FleetStore emptyStore() throws Exception;

    /** What a server finds that starts after {@code store} was closed; closes {@code store} first. */
    protected abstract FleetStore reopened(FleetStore store) throws Exception;

    @BeforeEach
    final void openEmptyStore() throws Exception {
        store = emptyStore();
    }

    @AfterEach
    final void closeStore() {
        if (store != null) {
            store.close();
        }
    }

    final void reopen() throws Exception {
        store = reopened(store);
    }

    @Test
    void newStoreHasNoTokensAndNoAudit() {
        assertThat(store.tokens()).isEmpty();
        assertThat(store.audit(null, 10)).isEmpty();
        assertThat(store.countAudit()).isZero();
    }

    @Test
    void tokensComeBackExactly() throws Exception {
        store.changeTokens(List.of(JOIN, CREDENTIAL, SESSION), List.of());
        reopen();
        assertThat(store.tokens()).containsExactlyInAnyOrder(JOIN, CREDENTIAL, SESSION);
    }

    @Test
    void tokenIsReplacedByOneWithItsHashAndForgottenByAnother() throws Exception {
        Token used = new Token(JOIN.sha256(), JOIN.name(), JOIN.role(), null, AT, JOIN.expiresAt(), 9, null);
        store.changeTokens(List.of(JOIN, SESSION), List.of());
        store.changeTokens(List.of(used, CREDENTIAL), List.of(SESSION));
        store.changeTokens(List.of(used, CREDENTIAL), List.of(SESSION));
        store.changeTokens(List.of(), List.of());
        reopen();
        assertThat(store.tokens()).containsExactlyInAnyOrder(used, CREDENTIAL);
    }

    @Test
    void auditIsReadNewestFirstAPageAtATime() throws Exception {
        List<AuditEntry> entries =
                IntStream.range(0, 25).mapToObj(TokensAndAuditContract::entry).toList();
        store.appendAudit(entries.subList(0, 20));
        store.appendAudit(entries.subList(15, 25));
        store.appendAudit(List.of());
        reopen();

        assertThat(store.countAudit()).isEqualTo(25);
        assertThat(store.audit(null, 2)).containsExactly(entries.get(24), entries.get(23));
        assertThat(store.audit(entries.get(2).id(), 10)).containsExactly(entries.get(1), entries.get(0));
        assertThat(store.audit(entries.get(0).id(), 10)).isEmpty();
    }

    private static AuditEntry entry(int number) {
        return new AuditEntry(
                String.format(Locale.ROOT, "%013d-000000-x", number),
                AT.plusNanos(number),
                "anna ' \" $where",
                "client.forget",
                "desk-" + number,
                "10.0.0.7",
                204);
    }
}
