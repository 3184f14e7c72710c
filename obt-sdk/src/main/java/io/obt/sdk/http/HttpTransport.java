package io.obt.sdk.http;

import io.obt.tls.Trust;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@link Transport} over {@code java.net.http}: HTTP/1.1, connections kept alive, redirects not followed, daemon threads
 * only. Thread-safe; needs no closing, its threads end when nobody refers to it any more.
 *
 * <p>The time-out of {@link HttpRequest} ends with the answer's head, so a body that stalls would hold a caller for ever.
 * Here the wait for the whole answer is bounded, and giving up closes the connection: the next call opens a new one.
 */
public final class HttpTransport implements Transport {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    private final String userAgent;
    private final Trust trust;
    // Made on first use: loading TLS takes longer than a host's start may be held up.
    private volatile @Nullable HttpClient client;

    /** To anybody whom this JDK trusts. @param userAgent how we introduce ourselves, like {@code obt-agent/0.1.0} */
    public HttpTransport(String userAgent) {
        this(userAgent, Trust.JDK);
    }

    /** To whom {@code trust} trusts. */
    public HttpTransport(String userAgent, Trust trust) {
        this.userAgent = userAgent;
        this.trust = trust;
    }

    @Override
    public Answer exchange(Call call) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException(); // nobody waits for an answer, and the other side shall not be asked
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client().sendAsync(request(call), head -> new LimitedBody(call.maxBytes()));
        try {
            HttpResponse<byte[]> response = exchange.get(call.limit().toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Retry-After").orElse(null));
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + Failures.words(call.limit()));
        } catch (ExecutionException e) {
            throw asIoException(e.getCause());
        } finally {
            exchange.cancel(true); // of no effect when it is done; else it closes the connection
        }
    }

    private HttpRequest request(Call call) {
        byte[] body = call.body();
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .method(call.method(), publisher)
                .header("User-Agent", userAgent)
                .header("Accept", "application/json, application/problem+json");
        if (call.token() != null) {
            request.header("Authorization", "Bearer " + call.token().text());
        }
        return body == null
                ? request.build()
                : request.header("Content-Type", "application/json").build();
    }

    private static IOException asIoException(@Nullable Throwable cause) {
        // Some answers that are no HTTP surface as other exceptions, a length that is no number for one.
        return cause instanceof IOException e ? e : new NotHttpException(cause);
    }

    private HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            synchronized (this) {
                made = client;
                if (made == null) {
                    made = trust.httpClient()
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .connectTimeout(CONNECT_LIMIT)
                            .build();
                    client = made;
                }
            }
        }
        return made;
    }
}
