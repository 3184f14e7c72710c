package io.obt.examples.ollama;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Takes each request and answers it truly, or as the fault of the moment wants it. Thread-safe. */
final class Reception implements HttpHandler {
    private static final String FILLER = "x".repeat(1 << 16);
    private static final int FILLERS_IN_HUGE_BODY = 1_024;

    private final Map<String, Long> requests = new ConcurrentHashMap<>();
    private final Routes routes;
    private final Faults faults;
    private final Background background;
    private final Clock clock;
    private final Duration pace;
    private volatile Duration delay = Duration.ZERO;

    /** {@code pace} is what lies between two lines of a stream. */
    Reception(Routes routes, Faults faults, Background background, Clock clock, Duration pace) {
        this.routes = routes;
        this.faults = faults;
        this.background = background;
        this.clock = clock;
        this.pace = pace;
    }

    void delayBy(Duration newDelay) {
        delay = newDelay;
    }

    long requests(String path) {
        return requests.getOrDefault(path, 0L);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.merge(path, 1L, Long::sum);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        background.runAfter(delay, () -> answer(exchange, path, body));
    }

    private void answer(HttpExchange exchange, String path, String body) {
        Fault fault = faults.on(path);
        switch (fault) {
            case HANG -> {
                Runnable again = () -> answer(exchange, path, body);
                if (!faults.hold(path, fault, again)) {
                    again.run();
                }
            }
            case STALL -> {
                Delivery delivery = new Delivery(exchange, truth(exchange, path, body));
                delivery.sendHalf();
                if (!faults.hold(path, fault, delivery::sendRest)) {
                    delivery.sendRest();
                }
            }
            case TRUNCATED -> new Delivery(exchange, truth(exchange, path, body)).sendTruncated();
            case HUGE_BODY -> Delivery.sendRepeated(exchange, "{\"padding\":\"", FILLER, FILLERS_IN_HUGE_BODY, "\"}");
            default -> {
                Answer wrong = instead(fault, path);
                new Delivery(exchange, wrong == null ? truth(exchange, path, body) : wrong).send(background, pace);
            }
        }
    }

    private Answer truth(HttpExchange exchange, String path, String body) {
        return Doorkeeper.admits(exchange.getRequestHeaders())
                ? routes.answer(exchange.getRequestMethod(), path, body)
                : Answer.empty(403);
    }

    private @Nullable Answer instead(Fault fault, String path) {
        return switch (fault) {
            case GARBAGE -> Answer.of(200, "application/json; charset=utf-8", "}{ \u0000 this is no JSON");
            case ERROR_HTML ->
                Answer.of(
                        502, "text/html", "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>");
            case ERROR_TEXT -> Answer.text(500, "Internal Server Error");
            case ERROR_JSON -> Answer.error(500, "llama runner process has terminated: CUDA error: out of memory");
            case UNKNOWN_PATH -> Answer.text(404, "404 page not found");
            case HUGE_INVENTORY -> path.equals("/api/tags") ? Listings.hugeTags(ZonedDateTime.now(clock)) : null;
            default -> null;
        };
    }
}
