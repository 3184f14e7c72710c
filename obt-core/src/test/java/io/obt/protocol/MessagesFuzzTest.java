package io.obt.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes in the place of a body: a message that can be written and read again, or a refusal that says why. */
final class MessagesFuzzTest {
    private static final Path GOLDEN = Path.of("src/test/resources/protocol");

    static Stream<byte[]> golden() {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files
                    .filter(file -> file.toString().contains("request"))
                    .sorted()
                    .map(MessagesFuzzTest::bytes)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Use<T> {
        void by(T message) throws InvalidMessageException;
    }

    private static <T> void read(byte[] body, Class<T> type, Use<T> use) {
        try {
            T message = Json.read(body, type);
            use.by(message);
            assertThat(Json.read(Json.write(message), type)).isEqualTo(message);
        } catch (InvalidMessageException e) {
            assertThat(e.errors()).isNotEmpty();
            assertThat(e.detail()).isNotBlank().doesNotContain("Exception", "io.obt.", "java.", "jackson");
        }
    }

    @MethodSource("golden")
    @FuzzTest(maxDuration = "1m")
    void registration(byte[] body) {
        read(body, RegistrationRequest.class, message -> message.toClaim("10.0.0.7"));
    }

    @MethodSource("golden")
    @FuzzTest(maxDuration = "1m")
    void heartbeat(byte[] body) {
        read(body, HeartbeatRequest.class, HeartbeatRequest::toReport);
    }

    @MethodSource("golden")
    @FuzzTest(maxDuration = "1m")
    void credential(byte[] body) {
        read(
                body,
                CredentialRequest.class,
                message -> assertThat(message.secret().text()).isEqualTo(message.credential()));
    }

    @MethodSource("golden")
    @FuzzTest(maxDuration = "1m")
    void session(byte[] body) {
        read(body, SessionRequest.class, message -> assertThat(message).hasToString("SessionRequest"));
    }

    @MethodSource("golden")
    @FuzzTest(maxDuration = "1m")
    void newToken(byte[] body) {
        read(body, NewTokenRequest.class, NewTokenRequest::toRequest);
    }
}
