package io.obt.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads that do not end, of callers who may have two of them each: a quarter of eight. */
@Timeout(60)
final class HeavyReadsShareTest {
    private static final String NOTHING = "/nothing";
    private static final String ENDLESS = "/endless";

    private final HeavyReads reads = new HeavyReads(1, 64, 8, Duration.ofSeconds(60));
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private Undertow server;

    @BeforeEach
    void start() {
        server = Undertow.builder()
                .setIoThreads(1)
                .addHttpListener(0, "127.0.0.1", exchange -> {
                    String caller = exchange.getRequestPath();
                    if (!caller.equals(NOTHING)) {
                        reads.answer(exchange, caller, () -> {
                            end.await();
                            if (!caller.startsWith(ENDLESS)) {
                                exchange.getResponseSender().send("at last");
                            }
                        });
                        asked.incrementAndGet();
                    }
                })
                .build();
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        reads.close();
        server.stop();
    }

    private CompletableFuture<HttpResponse<String>> ask(String caller) throws Exception {
        int before = asked.get();
        CompletableFuture<HttpResponse<String>> answer = send("/" + caller);
        await().until(() -> asked.get() > before);
        within(send(NOTHING)); // the one I/O thread comes to it after it has let the call begin
        return answer;
    }

    private CompletableFuture<HttpResponse<String>> send(String path) {
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> within(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        return answer.get(20, TimeUnit.SECONDS);
    }

    @Test
    void answersThatNobodyTakesAreNoMoreThanThatHoweverManyWaitedForTheirTurn() throws Exception {
        for (int i = 0; i < 8; i++) {
            ask("endless-" + i);
        }
        CompletableFuture<HttpResponse<String>> ninth = ask("modest");
        assertThat(ninth).isNotDone();
        end.countDown();
        assertThat(within(ninth).statusCode()).isEqualTo(503);
        assertThat(within(ninth).body()).contains("Too many answers were made that nobody has taken yet");
    }

    @Test
    void whoHasAQuarterUnderWayIsRefusedMoreAndNobodyElseIs() throws Exception {
        CompletableFuture<HttpResponse<String>> first = ask("greedy");
        CompletableFuture<HttpResponse<String>> second = ask("greedy");
        HttpResponse<String> third = within(ask("greedy"));
        CompletableFuture<HttpResponse<String>> modest = ask("modest");

        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.body()).contains("You have too many calls under way");
        assertThat(third.headers().firstValue("Retry-After")).contains("1");
        assertThat(modest).isNotDone();
        end.countDown();
        assertThat(within(first).body()).isEqualTo("at last");
        assertThat(within(second).body()).isEqualTo("at last");
        assertThat(within(modest).body()).isEqualTo("at last");
        await().untilAsserted(
                        () -> assertThat(within(ask("greedy")).statusCode()).isEqualTo(200));
    }
}
