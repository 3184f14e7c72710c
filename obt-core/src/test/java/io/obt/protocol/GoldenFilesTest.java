package io.obt.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message, as it crosses the wire: the files are what the documentation shows and other programs rely on. */
final class GoldenFilesTest {
    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of("registration-request", GoldenMessages.registrationRequest()),
                Arguments.of("registration-request-least", GoldenMessages.leastRegistrationRequest()),
                Arguments.of("registration-response", GoldenMessages.registrationResponse()),
                Arguments.of("heartbeat-request", GoldenMessages.heartbeatRequest()),
                Arguments.of("heartbeat-request-least", GoldenMessages.leastHeartbeatRequest()),
                Arguments.of("heartbeat-response", GoldenMessages.heartbeatResponse()),
                Arguments.of("problem", GoldenMessages.problem()),
                Arguments.of("client-item", GoldenMessages.clientItem()),
                Arguments.of("client-item-least", GoldenMessages.leastClientItem()),
                Arguments.of("client-detail", GoldenMessages.clientDetail()),
                Arguments.of("catalog-item", GoldenMessages.catalogItem()),
                Arguments.of("event", GoldenMessages.event()),
                Arguments.of("credential-request", GoldenMessages.credentialRequest()),
                Arguments.of("session-request", GoldenMessages.sessionRequest()),
                Arguments.of("session", GoldenMessages.session()),
                Arguments.of("new-token-request", GoldenMessages.newTokenRequest()),
                Arguments.of("token", GoldenMessages.token()),
                Arguments.of("token-issued", GoldenMessages.issuedToken()),
                Arguments.of("audit-entry", GoldenMessages.auditEntry()),
                Arguments.of("attention", GoldenMessages.attention()),
                Arguments.of("facets", GoldenMessages.facets()),
                Arguments.of("matrix", GoldenMessages.matrix()),
                Arguments.of("matrix-groups", GoldenMessages.matrixOfGroups()),
                Arguments.of("timeline", GoldenMessages.timeline()),
                Arguments.of("fleet", GoldenMessages.fleet()),
                Arguments.of("fleet-least", GoldenMessages.leastFleet()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void messageIsWrittenAsItsFileShows(String file, Object message) throws IOException {
        assertThat(new String(Json.write(message), StandardCharsets.UTF_8)).isEqualTo(compact(golden(file)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void fileIsReadAsTheMessage(String file, Object message) throws IOException, InvalidMessageException {
        assertThat((Object) Json.read(golden(file), message.getClass())).isEqualTo(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void pageIsWrittenAndReadAsItsFileShows(String file, Page<EventMessage> page)
            throws IOException, InvalidMessageException {
        assertThat(new String(Json.write(page), StandardCharsets.UTF_8)).isEqualTo(compact(golden(file)));
        assertThat(Json.readPage(golden(file), EventMessage.class)).isEqualTo(page);
    }

    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of("page", GoldenMessages.page()), Arguments.of("page-last", GoldenMessages.lastPage()));
    }

    private static byte[] golden(String file) throws IOException {
        try (InputStream in = GoldenFilesTest.class.getResourceAsStream("/protocol/" + file + ".json")) {
            assertThat(in).as("protocol/%s.json", file).isNotNull();
            return in.readAllBytes();
        }
    }

    // The same JSON without the blanks that are there for people; the order of fields stays.
    private static String compact(byte[] json) throws IOException {
        return new ObjectMapper().readTree(json).toString();
    }
}
