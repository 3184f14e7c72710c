package io.obt.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Agents that send heartbeats when their time has come, whether the last ones were answered or not; each on a connection of its
 * own, some at once, so that sending costs less than answering. What a connection does not take at that moment is not sent at
 * all.
 */
final class OfferedLoad implements AutoCloseable {
    private static final int AT_ONCE = 10;
    private static final long FIRST_SEQUENCE = 1_000_000_000; // as many digits as the last
    private static final byte[] STATUS_LINE = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);

    private final Agent[] agents;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final Map<Integer, Integer> answers = new TreeMap<>();
    private int sent;
    private int notTaken;
    private int ended;

    /** What was offered, and what came of it: answers by status. */
    record Outcome(double seconds, int sent, int notTaken, int ended, Map<Integer, Integer> answers) {}

    OfferedLoad(FleetLoad fleet, int port, int clients) throws IOException {
        this.agents = new Agent[clients];
        for (int i = 0; i < clients; i++) {
            agents[i] = new Agent(fleet.heartbeat(i, FIRST_SEQUENCE), port);
            agents[i].beat(); // a connection by which nothing comes is ended while the others are opened
        }
        sent = 0;
    }

    /** Offers so many heartbeats a second for so long, and listens meanwhile. */
    Outcome offer(double perSecond, Duration duration) throws IOException {
        long began = System.nanoTime();
        long end = began + duration.toNanos();
        long offered = 0;
        for (long now = began; now < end; now = System.nanoTime()) {
            long due = (long) ((now - began) / 1e9 * perSecond);
            // Few at a time, so that answers are listened to in between.
            for (int i = 0; i < 100 && offered < due; i++) {
                agents[(int) (offered / AT_ONCE % agents.length)].beat();
                offered += AT_ONCE;
            }
            listen();
        }
        return new Outcome((System.nanoTime() - began) / 1e9, sent, notTaken, ended, answers);
    }

    private void listen() throws IOException {
        selector.selectNow();
        for (SelectionKey key : selector.selectedKeys()) {
            ((Agent) key.attachment()).read();
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        for (Agent agent : agents) {
            agent.channel.close();
        }
        selector.close();
    }

    private final class Agent {
        private final SocketChannel channel;
        private final byte[] beats;
        private final int[] places = new int[AT_ONCE];
        private ByteBuffer unsent = ByteBuffer.allocate(0);
        private long sequence = FIRST_SEQUENCE;
        private int matched; // how much of a status line has come, and then its digits
        private int status;

        Agent(byte[] heartbeat, int port) throws IOException {
            String one = new String(heartbeat, StandardCharsets.US_ASCII);
            this.beats = one.repeat(AT_ONCE).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < AT_ONCE; i++) {
                places[i] = i * one.length() + one.indexOf(String.valueOf(FIRST_SEQUENCE));
            }
            this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void beat() {
            if (!channel.isOpen()) {
                notTaken += AT_ONCE;
                return;
            }
            try {
                if (unsent.hasRemaining()) {
                    channel.write(unsent);
                }
                if (unsent.hasRemaining()) {
                    notTaken += AT_ONCE;
                    return;
                }
                for (int place : places) {
                    byte[] digits = String.valueOf(++sequence).getBytes(StandardCharsets.US_ASCII);
                    System.arraycopy(digits, 0, beats, place, digits.length);
                }
                unsent = ByteBuffer.wrap(beats);
                channel.write(unsent);
                sent += AT_ONCE;
            } catch (IOException e) {
                end();
            }
        }

        void read() {
            try {
                buffer.clear();
                if (channel.read(buffer) < 0) {
                    end();
                    return;
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    take(buffer.get());
                }
            } catch (IOException e) {
                end();
            }
        }

        private void take(byte next) {
            if (matched < STATUS_LINE.length) {
                matched = next == STATUS_LINE[matched] ? matched + 1 : next == STATUS_LINE[0] ? 1 : 0;
                return;
            }
            status = status * 10 + next - '0';
            matched++;
            if (matched == STATUS_LINE.length + 3) {
                answers.merge(status, 1, Integer::sum);
                matched = 0;
                status = 0;
            }
        }

        private void end() {
            ended++;
            try {
                channel.close();
            } catch (IOException e) {
                // it is of no use any more
            }
        }
    }
}
