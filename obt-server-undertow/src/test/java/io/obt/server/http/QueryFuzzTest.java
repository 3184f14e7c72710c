package io.obt.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.obt.client.ClientId;
import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import io.obt.protocol.RegistrationRequest;
import io.obt.registry.Claim;
import io.obt.registry.Fleet;
import io.obt.registry.LeasePolicy;
import io.obt.server.security.Caller;
import io.obt.store.InMemoryFleetStore;
import io.obt.time.ManualTime;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text as a filter, an order, a cursor: a list, or a {@link BadRequestException} that says what is allowed. */
final class QueryFuzzTest {
    private static final String[] NAMES = {
        "label", "label", "model", "q", "status", "sort", "limit", "cursor", "gpu", "ollamaVersion"
    };

    // Made once: an instance is made for every input.
    private static final ManualTime TIME = new ManualTime();
    private static final ClientHandlers CLIENTS = clients();

    private static ClientHandlers clients() {
        Fleet fleet = Fleet.open(new InMemoryFleetStore(), LeasePolicy.defaults(), TIME, () -> "r-1");
        for (String id : List.of("desk", "lab", "nas")) {
            fleet.registrar().register(new ClientId(id), claim(id));
        }
        return new ClientHandlers(fleet, new StoreCalls(), new Lists(fleet.registry(), TIME), TIME);
    }

    private static Claim claim(String id) {
        String json = "{\"instanceId\":\"" + id + "\",\"agentVersion\":\"1\",\"labels\":{\"site\":\"lab\"}}";
        try {
            return Json.read(json.getBytes(UTF_8), RegistrationRequest.class).toClaim("127.0.0.1");
        } catch (InvalidMessageException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<byte[]> queries() {
        return Stream.of(
                        "site=lab\n\n\ndesk\nDEGRADED\n-lastSeen\n100\n"
                                + Parameters.cursor("-lastSeen", "1785578400000000000", "desk"),
                        "=\n=x\n:\n\n\nstatus\n1\n" + Parameters.cursor("status", "x", "../.."),
                        "a=b=c\n\ud83d\ude00\n__proto__\n%\nonline\nclientId\n0\n"
                                + Parameters.cursor("clientId", "", ""),
                        "\n\n\n\n\n\n9223372036854775808\n====")
                .map(text -> text.getBytes(UTF_8));
    }

    /** A parameter a line. */
    @MethodSource("queries")
    @FuzzTest(maxDuration = "1m")
    void query(byte[] bytes) {
        String[] values = new String(bytes, UTF_8).split("\n", -1);
        HttpServerExchange exchange = new HttpServerExchange(null, 0);
        for (int i = 0; i < Math.min(values.length, NAMES.length); i++) {
            exchange.addQueryParam(NAMES[i], values[i]);
        }
        try {
            assertThat(CLIENTS.page(new Request(exchange, Map.of(), Caller.ANYONE, 0), TIME.nanos())
                            .items())
                    .hasSizeLessThanOrEqualTo(3);
        } catch (BadRequestException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(500);
        }
    }
}
