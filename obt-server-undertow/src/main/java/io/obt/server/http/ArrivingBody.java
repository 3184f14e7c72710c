package io.obt.server.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xnio.channels.StreamSourceChannel;

/**
 * A body on its way, in a buffer that grows with what arrives: Undertow's own receiver takes at once all the memory that a
 * request announces. For the exchange's I/O thread.
 */
final class ArrivingBody {
    // Most heartbeats, whole: their buffer need not grow.
    private static final int FIRST_BYTES = 4 * 1024;

    private final HttpServerExchange exchange;
    private final StreamSourceChannel channel;
    private final int most;
    private final int expected;
    private final Listener listener;
    private byte[] bytes;
    private int size;

    /** Learns how a body ended; called once, and may answer the request. */
    interface Listener {
        void whole(byte[] bytes);

        void tooLarge();

        void noRoom();

        void brokenOff();
    }

    private enum State {
        WAITING,
        WHOLE,
        TOO_LARGE,
        NO_ROOM,
        BROKEN_OFF
    }

    private ArrivingBody(HttpServerExchange exchange, int most, Listener listener) {
        this.exchange = exchange;
        this.channel = exchange.getRequestChannel();
        long announced = exchange.getRequestContentLength();
        this.most = most;
        this.expected = announced < 0 ? most : (int) Math.min(announced, most);
        this.listener = listener;
        this.bytes = new byte[Math.min(expected, FIRST_BYTES)];
    }

    /** Receives the body of {@code exchange}, of {@code most} bytes; within this call if it is there already. */
    static void receive(HttpServerExchange exchange, int most, Listener listener) {
        ArrivingBody body = new ArrivingBody(exchange, most, listener);
        State state = body.take();
        if (state == State.WAITING) {
            body.channel.getReadSetter().set(channel -> body.goOn());
            body.channel.resumeReads();
        } else {
            body.tell(state);
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
                if (!append(buffer, read)) {
                    return State.NO_ROOM;
                }
                buffer.clear();
                read = channel.read(buffer);
            }
            return read < 0 ? State.WHOLE : State.WAITING;
        } catch (IOException e) {
            return State.BROKEN_OFF;
        }
    }

    /** Whether there is memory for it. */
    private boolean append(ByteBuffer buffer, int count) {
        if (size + count > bytes.length) {
            int length = Math.max(size + count, Math.min(expected, 2 * bytes.length));
            if (length > FIRST_BYTES && !BodyRoom.take(exchange, length - bytes.length)) {
                return false;
            }
            bytes = Arrays.copyOf(bytes, length);
        }
        buffer.get(bytes, size, count);
        size += count;
        return true;
    }

    private void tell(State state) {
        switch (state) {
            case WHOLE -> listener.whole(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
            case TOO_LARGE -> listener.tooLarge();
            case NO_ROOM -> listener.noRoom();
            case BROKEN_OFF -> listener.brokenOff();
            case WAITING -> throw new IllegalStateException("nothing to tell yet");
        }
    }
}
