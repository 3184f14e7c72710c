package io.obt.sdk.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a limit; beyond it the answer fails and the connection is closed. */
final class LimitedBody implements BodySubscriber<byte[]> {
    private final int maxBytes;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final List<byte[]> parts = new ArrayList<>();
    private int length;
    private Flow.@Nullable Subscription subscription;

    LimitedBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (body.isDone()) {
                return;
            }
            if (buffer.remaining() > maxBytes - length) {
                fail(new TooLargeException(maxBytes));
                return;
            }
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            parts.add(part);
            length += part.length;
        }
    }

    private void fail(Throwable reason) {
        parts.clear();
        if (subscription != null) {
            subscription.cancel();
        }
        body.completeExceptionally(reason);
    }

    @Override
    public void onError(Throwable reason) {
        parts.clear();
        body.completeExceptionally(reason);
    }

    @Override
    public void onComplete() {
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        parts.clear();
        body.complete(whole);
    }
}
