package io.obt.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread for the store, and room for one who waits. */
@Timeout(60)
final class StoreCallsTest {
    private final CountDownLatch store = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Callable<String> question = () -> "found";
    private StoreCalls calls;
    private Undertow server;

    private void start(Duration patience) {
        start(1, patience);
    }

    private void start(int threads, Duration patience) {
        calls = new StoreCalls(threads, 1, patience);
        server =
                Undertow.builder().addHttpListener(0, "127.0.0.1", this::handle).build();
        server.start();
    }

    private void handle(HttpServerExchange exchange) {
        String caller = exchange.getQueryString();
        if (caller.isEmpty()) {
            calls.ask(exchange, question, exchange.getResponseSender()::send);
        } else {
            calls.askFor(caller, exchange, question, Optional::empty, exchange.getResponseSender()::send);
        }
    }

    private String frozen() throws InterruptedException {
        begun.incrementAndGet();
        store.await();
        return "late";
    }

    private CompletableFuture<HttpResponse<String>> get() {
        return get("");
    }

    private CompletableFuture<HttpResponse<String>> get(String caller) {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + address.getPort() + "/?" + caller))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    private static HttpResponse<String> within(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        return answer.get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        store.countDown();
        calls.close();
        server.stop();
    }

    @Test
    void whatTheStoreFindsIsSent() throws Exception {
        start(Duration.ofSeconds(20));
        for (int i = 0; i < 100; i++) {
            HttpResponse<String> answer = within(get());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("found");
        }
    }

    @Test
    void failureOfTheStoreIsAnsweredAsAnyOther() throws Exception {
        question = () -> {
            throw new NotFoundException("There is no such thing");
        };
        start(Duration.ofSeconds(20));
        HttpResponse<String> answer = within(get());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is no such thing");
    }

    @Test
    void callThatFindsNoRoomToWaitIsRefusedAtOnce() throws Exception {
        question = this::frozen;
        start(Duration.ofHours(1));
        CompletableFuture<HttpResponse<String>> running = get();
        await().until(() -> begun.get() == 1);
        CompletableFuture<HttpResponse<String>> second = get();
        CompletableFuture<HttpResponse<String>> third = get();
        // Whichever came last.
        HttpResponse<String> refused = within(CompletableFuture.anyOf(second, third)
                .thenApply(any -> second.isDone() ? second.join() : third.join()));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("too many calls wait for the store");
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        assertThat(running).isNotDone();
        store.countDown();
        assertThat(within(running).body()).isEqualTo("late");
    }

    @Test
    void oneCallerHasHalfOfTheThreadsAtMost() throws Exception {
        question = this::frozen;
        start(4, Duration.ofHours(1));
        CompletableFuture<HttpResponse<String>> first = get("greedy");
        CompletableFuture<HttpResponse<String>> second = get("greedy");
        await().until(() -> begun.get() == 2);
        HttpResponse<String> third = within(get("greedy"));
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.body()).contains("you have too many such calls under way");
        CompletableFuture<HttpResponse<String>> modest = get("modest");
        await().until(() -> begun.get() == 3);
        store.countDown();
        assertThat(within(first).body()).isEqualTo("late");
        assertThat(within(second).body()).isEqualTo("late");
        assertThat(within(modest).body()).isEqualTo("late");
        await().untilAsserted(() -> assertThat(within(get("greedy")).body()).isEqualTo("late"));
    }

    @Test
    void callIsGivenUpAfterItsPatienceAndTheConnectionGoesOn() throws Exception {
        question = this::frozen;
        start(Duration.ofMillis(100));
        HttpResponse<String> answer = within(get());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("the store has not answered for");
        store.countDown();
        await().untilAsserted(() -> assertThat(within(get()).body()).isEqualTo("late"));
    }

    @Test
    void callThatWasGivenUpBeforeItsTurnNeverBegins() throws Exception {
        question = this::frozen;
        start(Duration.ofMillis(100));
        within(get());
        within(get());
        assertThat(begun).hasValue(1);
        store.countDown();
        question = () -> "found";
        await().untilAsserted(() -> assertThat(within(get()).body()).isEqualTo("found"));
        assertThat(begun).hasValue(1);
    }
}
