package io.obt.server.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;

/**
 * A body on its way, in a buffer that grows with what arrives: Undertow's own receiver takes at once all the memory that a
 * request announces. What finds no room is let go by, so that the connection can be kept. For the exchange's I/O thread.
 */
final class ArrivingBody {
    // Most heartbeats, whole: their buffer need not grow.
    private static final int FIRST_BYTES = 4 * 1024;

    private final HttpServerExchange exchange;
    private final StreamSourceChannel channel;
    private final int most;
    private final int expected;
    private final Listener listener;
    private byte @Nullable [] bytes; // null for what nobody wants to have
    private int size;

    /** Learns how a body ended; called once, and may answer the request. */
    interface Listener {
        void whole(byte[] bytes);

        void tooLarge();

        /** It came to its end, and there was no room for it. */
        void passed();

        void brokenOff();
    }

    private enum State {
        WAITING,
        WHOLE,
        TOO_LARGE,
        PASSED,
        BROKEN_OFF
    }

    private ArrivingBody(HttpServerExchange exchange, int most, boolean wanted, Listener listener) {
        this.exchange = exchange;
        this.channel = exchange.getRequestChannel();
        long announced = exchange.getRequestContentLength();
        this.most = most;
        this.expected = announced < 0 ? most : (int) Math.min(announced, most);
        this.listener = listener;
        this.bytes = wanted ? new byte[Math.min(expected, FIRST_BYTES)] : null;
    }

    /** Receives the body of {@code exchange}, of {@code most} bytes; within this call if it is there already. */
    static void receive(HttpServerExchange exchange, int most, Listener listener) {
        new ArrivingBody(exchange, most, true, listener).begin();
    }

    /** Lets it go by in the same way, wherever there is room. */
    static void pass(HttpServerExchange exchange, int most, Listener listener) {
        new ArrivingBody(exchange, most, false, listener).begin();
    }

    private void begin() {
        State state = take();
        if (state == State.WAITING) {
            channel.getReadSetter().set(same -> goOn());
            channel.resumeReads();
        } else {
            tell(state);
        }
    }

    private void goOn() {
        State state = take();
        if (state != State.WAITING) {
            channel.suspendReads();
            Connectors.executeRootHandler(same -> tell(state), exchange);
        }
    }

    private State take() {
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            int read = channel.read(buffer);
            while (read > 0) {
                buffer.flip();
                if (size + read > most) {
                    return State.TOO_LARGE;
                }
                append(buffer, read);
                buffer.clear();
                read = channel.read(buffer);
            }
            return read < 0 ? bytes == null ? State.PASSED : State.WHOLE : State.WAITING;
        } catch (IOException e) {
            return State.BROKEN_OFF;
        }
    }

    private void append(ByteBuffer buffer, int count) {
        byte[] kept = withRoomFor(count);
        if (kept != null) {
            buffer.get(kept, size, count);
        }
        bytes = kept;
        size += count;
    }

    private byte @Nullable [] withRoomFor(int count) {
        byte[] kept = bytes;
        if (kept == null || size + count <= kept.length) {
            return kept;
        }
        int length = Math.max(size + count, Math.min(expected, 2 * kept.length));
        if (length > FIRST_BYTES && !BodyRoom.take(exchange, length - kept.length)) {
            BodyRoom.giveBack(exchange);
            return null;
        }
        return Arrays.copyOf(kept, length);
    }

    private byte[] whole() {
        byte[] kept = Objects.requireNonNull(bytes);
        return size == kept.length ? kept : Arrays.copyOf(kept, size);
    }

    private void tell(State state) {
        switch (state) {
            case WHOLE -> listener.whole(whole());
            case TOO_LARGE -> listener.tooLarge();
            case PASSED -> listener.passed();
            case BROKEN_OFF -> listener.brokenOff();
            case WAITING -> throw new IllegalStateException("nothing to tell yet");
        }
    }
}
