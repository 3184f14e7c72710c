package io.obt.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.client.ClientId;
import io.obt.registry.UnreliableStore;
import io.obt.store.StoreUnavailableException;
import io.obt.time.ManualTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AccessTest {
    private static final ClientId DESK = new ClientId("desk");

    private final ManualTime time = new ManualTime();
    private final UnreliableStore store = new UnreliableStore();
    private final Access access = open();

    private Access open() {
        return Access.open(store, time, new SecureRandom());
    }

    private IssuedToken viewer() {
        return access.issue(new TokenRequest("prometheus", Role.VIEWER, Duration.ofDays(1), null));
    }

    private IssuedToken joinToken(int uses) {
        return access.issue(new TokenRequest("lab", Role.JOIN, null, uses));
    }

    private static Secret credential() {
        return Secret.random(Role.AGENT, new SecureRandom());
    }

    @Test
    void tokenIsKnownByItsSecretAndByNothingElse() {
        IssuedToken issued = viewer();
        String text = issued.secret().text();
        assertThat(access.known(text)).contains(issued.token());
        assertThat(access.known(issued.token().sha256())).isEmpty();
        assertThat(access.known(issued.token().id())).isEmpty();
        assertThat(access.known("")).isEmpty();
        String other = text.substring(0, text.length() - 1) + (text.endsWith("A") ? "B" : "A");
        assertThat(access.known(other)).isEmpty();
        assertThat(access.known(text.replace("viewer", "admin"))).isEmpty();
    }

    @Test
    void tokenThatWasKnownWorksUntilItExpiresOrIsRevoked() {
        Token expiring = viewer().token();
        Token revoked = viewer().token();
        assertThat(access.works(expiring)).isTrue();
        assertThat(access.works(revoked)).isTrue();
        access.revoke(revoked.id());
        assertThat(access.works(revoked)).isFalse();
        time.advance(Duration.ofDays(1));
        assertThat(access.works(expiring)).isFalse();
    }

    @Test
    void tokensSurviveARestart() {
        IssuedToken issued = viewer();
        assertThat(open().known(issued.secret().text())).contains(issued.token());
    }

    @Test
    void tokenEndsWhenItsTimeIsOver() {
        IssuedToken issued = viewer();
        time.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(access.known(issued.secret().text())).isPresent();
        time.advance(Duration.ofMillis(1));
        assertThat(access.known(issued.secret().text())).isEmpty();
        assertThat(access.tokens()).isEmpty();
        access.forgetExpired();
        assertThat(store.tokens()).isEmpty();
    }

    @Test
    void tokenWithoutAnEndStaysForEver() {
        IssuedToken issued = access.issue(new TokenRequest("root", Role.ADMIN, null, null));
        time.advance(Duration.ofDays(36_500));
        access.forgetExpired();
        assertThat(access.known(issued.secret().text())).isPresent();
    }

    @Test
    void tokensAreKnownWhileTheStoreIsAwayAndNoneIsMade() {
        IssuedToken issued = viewer();
        store.breakDown();
        assertThat(access.known(issued.secret().text())).isPresent();
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(this::viewer);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> access.revoke(issued.token().id()));
        assertThat(access.tokens()).as("nothing took effect").containsExactly(issued.token());
    }

    @Test
    void revokedTokenEndsWithItsSessions() {
        IssuedToken issued = viewer();
        IssuedToken other = viewer();
        IssuedToken session = access.openSession(issued.token());
        assertThat(access.known(session.secret().text())).contains(session.token());
        assertThat(access.tokens()).doesNotContain(session.token());

        assertThat(access.revoke(issued.token().id())).contains(issued.token());
        assertThat(access.known(issued.secret().text())).isEmpty();
        assertThat(access.known(session.secret().text())).isEmpty();
        assertThat(access.known(other.secret().text())).isPresent();
        assertThat(access.revoke(issued.token().id())).isEmpty();
        assertThat(open().known(issued.secret().text())).isEmpty();
    }

    @Test
    void sessionIsNotMadeFromATokenThatHasEndedMeanwhile() {
        IssuedToken issued = viewer();
        access.revoke(issued.token().id());
        assertThatExceptionOfType(TokenEndedException.class).isThrownBy(() -> access.openSession(issued.token()));
    }

    @Test
    void ofTooManySessionsTheOldestEnds() {
        IssuedToken issued = viewer();
        IssuedToken first = access.openSession(issued.token());
        for (int i = 0; i < 19; i++) {
            time.advance(Duration.ofSeconds(1));
            access.openSession(issued.token());
        }
        assertThat(access.known(first.secret().text())).isPresent();
        time.advance(Duration.ofSeconds(1));
        access.openSession(issued.token());
        assertThat(access.known(first.secret().text())).isEmpty();
        assertThat(store.tokens()).hasSize(21);
    }

    @Test
    void sessionLastsHalfADayAndNeverLongerThanItsToken() {
        IssuedToken issued = viewer();
        assertThat(access.openSession(issued.token()).token().expiresAt())
                .isEqualTo(time.now().plus(Duration.ofHours(12)));
        time.advance(Duration.ofHours(20));
        assertThat(access.openSession(issued.token()).token().expiresAt())
                .isEqualTo(issued.token().expiresAt());
    }

    @Test
    void joinTokenGivesAsManyCredentialsAsItHasUses() {
        IssuedToken issued = joinToken(2);
        Secret first = credential();
        access.join(DESK, first, issued.token());
        access.join(new ClientId("nas"), credential(), issued.token());
        assertThatExceptionOfType(TokenEndedException.class)
                .isThrownBy(() -> access.join(new ClientId("third"), credential(), issued.token()));
        assertThat(access.tokens())
                .doesNotContain(access.known(issued.secret().text()).orElseThrow());
        access.join(DESK, first, issued.token()); // whose answer may have been lost
        assertThat(access.known(first.text()))
                .hasValueSatisfying(token -> assertThat(token.clientId()).isEqualTo(DESK));
    }

    @Test
    void joiningAgainWithTheSameCredentialCostsNoUse() {
        IssuedToken issued = joinToken(2);
        Secret credential = credential();
        Token joined = access.join(DESK, credential, issued.token());
        assertThat(access.join(DESK, credential, issued.token())).isEqualTo(joined);
        assertThat(access.known(issued.secret().text()).orElseThrow().usesLeft())
                .isEqualTo(1);
    }

    @Test
    void joinTokenTakesNoClientFromWhoHasIt() {
        IssuedToken issued = joinToken(5);
        Token held = access.join(DESK, credential(), issued.token());
        assertThatThrownBy(() -> access.join(DESK, credential(), issued.token()))
                .isInstanceOf(CredentialHeldException.class)
                .hasMessageContaining("'desk'")
                .hasMessageContaining("obt token revoke " + held.id());
        access.revoke(held.id());
        access.join(DESK, credential(), issued.token());
    }

    @Test
    void joinThatTheStoreDoesNotKeepChangesNothing() {
        IssuedToken issued = joinToken(1);
        Secret credential = credential();
        store.breakDown();
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> access.join(DESK, credential, issued.token()));
        store.repair();
        assertThat(access.known(credential.text())).isEmpty();
        access.join(DESK, credential, issued.token());
        assertThat(access.known(credential.text())).isPresent();
    }

    @Test
    void admittedClientHasOneCredentialTheNewest() {
        Secret first = access.admit(DESK);
        Secret second = access.admit(DESK);
        assertThat(access.known(first.text())).isEmpty();
        assertThat(access.known(second.text())).isPresent();
    }

    @Test
    void secretsAreLongDifferentAndNotShown() {
        Set<String> texts =
                IntStream.range(0, 1_000).mapToObj(i -> credential().text()).collect(Collectors.toSet());
        assertThat(texts).hasSize(1_000).allMatch(text -> text.matches("obt_agent_[A-Za-z0-9_-]{43}"));
        IssuedToken issued = viewer();
        assertThat(issued.toString() + issued.token() + issued.secret())
                .doesNotContain(issued.secret().text())
                .contains("obt_viewer_…");
    }

    @Test
    void whatTheStoreKeepsIsNoSecret() {
        IssuedToken issued = viewer();
        assertThat(store.tokens().toString())
                .doesNotContain(issued.secret().text().substring(11));
    }

    @Test
    void secretInTheWrongPlaceIsHiddenButForItsKind() {
        String text = credential().text();
        assertThat(Secret.hiddenIn("/tokens/" + text + "/and/" + text))
                .isEqualTo("/tokens/obt_agent_…/and/obt_agent_…");
        assertThat(Secret.hiddenIn("/tokens/0123456789ab")).isEqualTo("/tokens/0123456789ab");
        assertThat(Secret.of(text).orElseThrow()).hasToString("obt_agent_…");
    }
}
