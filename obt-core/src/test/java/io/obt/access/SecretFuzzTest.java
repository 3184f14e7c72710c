package io.obt.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text in the place of a secret: one that shows itself to nobody, or none. */
final class SecretFuzzTest {
    static Stream<byte[]> secrets() {
        return Stream.of(
                        "obt_admin_" + "x".repeat(43),
                        "obt_operator_" + "-_".repeat(21) + "Z",
                        "obt_agent_" + "x".repeat(42),
                        "/tokens/obt_join_" + "0".repeat(50) + "?obt_viewer_",
                        "Bearer ")
                .map(secret -> secret.getBytes(UTF_8));
    }

    @MethodSource("secrets")
    @FuzzTest(maxDuration = "1m")
    void secret(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        Secret.of(text).ifPresent(secret -> {
            assertThat(secret.text()).isEqualTo(text);
            assertThat(secret.sha256()).matches("[0-9a-f]{64}");
            assertThat(secret.toString()).hasSizeLessThan(20).endsWith("_…");
        });
        String hidden = Secret.hiddenIn(text);
        assertThat(Secret.hiddenIn(hidden)).isEqualTo(hidden);
        assertThat(hidden).doesNotContainPattern("obt_[a-z]{4,8}_[A-Za-z0-9_-]{43}");
    }
}
