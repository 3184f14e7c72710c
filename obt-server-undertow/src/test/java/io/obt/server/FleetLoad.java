package io.obt.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many agents in little: the same bytes over few connections kept alive, one request at a time on each. */
final class FleetLoad implements AutoCloseable {
    private static final Pattern REGISTRATION = Pattern.compile("\"registrationId\":\"([^\"]+)\"");

    private final int port;
    private final int clients;
    private final int connections;
    private final String[] registrations;
    private final String[] headers;
    private final ExecutorService threads;

    /** How many requests were answered with 200, how many otherwise, and how long each took, sorted. */
    record Outcome(int answered, int refused, double seconds, long[] nanos) {
        double perSecond() {
            return answered / seconds;
        }

        double percentileMillis(double percent) {
            return nanos.length == 0 ? 0 : nanos[(int) Math.min(nanos.length - 1, nanos.length * percent / 100)] / 1e6;
        }
    }

    FleetLoad(URI server, int clients, int connections) {
        this(server, clients, connections, name -> "");
    }

    /** @param credentials what a client of that name proves itself by; empty where nobody needs to */
    FleetLoad(URI server, int clients, int connections, UnaryOperator<String> credentials) {
        this.port = server.getPort();
        this.clients = clients;
        this.connections = connections;
        this.registrations = new String[clients];
        this.headers = IntStream.range(0, clients)
                .mapToObj(i -> credentials.apply(name(i)))
                .map(credential -> credential.isEmpty() ? "" : "Authorization: Bearer " + credential + "\r\n")
                .toArray(String[]::new);
        this.threads = Executors.newFixedThreadPool(connections);
    }

    /** Every client registers once. */
    Outcome register() {
        return each(clients, (connection, i) -> {
            String path = "/api/v1/clients/" + name(i) + "/registration";
            String answer = connection.call(bytes("PUT", path, headers[i], Wire.registration("instance-" + i, "")));
            Matcher found = REGISTRATION.matcher(answer);
            if (found.find()) {
                registrations[i] = found.group(1);
            }
            return answer;
        });
    }

    /** Every client reports {@code models} models, of twice as many names, one in ten with a digest of its own. */
    Outcome reportModels(int models) {
        return each(clients, (connection, i) -> connection.call(heartbeat(i, 1, models(i, models))));
    }

    /** Clients report that nothing changed, one after the other, {@code beats} times in all. */
    Outcome beat(int beats, long firstSequence) {
        return each(beats, (connection, i) -> connection.call(heartbeat(i % clients, firstSequence + i / clients)));
    }

    /** The bytes by which a client that has registered says that nothing changed. */
    byte[] heartbeat(int client, long sequence) {
        return heartbeat(client, sequence, "");
    }

    private byte[] heartbeat(int i, long sequence, String more) {
        String path = "/api/v1/clients/" + name(i) + "/heartbeats";
        return bytes("POST", path, headers[i], Wire.heartbeat(registrations[i], sequence, more));
    }

    private static byte[] bytes(String method, String path, String header, String body) {
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + header + "Content-Length: " + body.length() + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static String name(int i) {
        return String.format("gpu-%05d", i);
    }

    private static String models(int client, int count) {
        return IntStream.range(0, count)
                .map(k -> (client + k) % (2 * count))
                .mapToObj(k -> {
                    String digest = Integer.toHexString((client % 10 == 0 ? 1 << 20 : 1 << 16) + k);
                    return "{\"name\":\"model-" + k + ":7b\",\"digest\":\"" + "0".repeat(64 - digest.length()) + digest
                            + "\",\"sizeBytes\":4000000000,\"modifiedAt\":\"2026-08-01T10:22:07.123456Z\",\"format\":"
                            + "\"gguf\",\"family\":\"llama\",\"parameterSize\":\"7B\",\"quantization\":\"Q4_K_M\","
                            + "\"contextLength\":131072}";
                })
                .collect(Collectors.joining(",", ",\"inventoryFingerprint\":\"f\",\"models\":[", "]"));
    }

    private interface Step {
        String run(Connection connection, int i) throws IOException;
    }

    private Outcome each(int count, Step step) {
        AtomicInteger next = new AtomicInteger();
        Callable<long[]> share = () -> {
            long[] nanos = new long[count];
            int done = 0;
            try (Connection connection = new Connection(port)) {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    long began = System.nanoTime();
                    String answer = step.run(connection, i);
                    long took = System.nanoTime() - began;
                    nanos[done++] = answer.startsWith("HTTP/1.1 200") ? took : -1;
                }
            }
            return Arrays.copyOf(nanos, done);
        };
        long began = System.nanoTime();
        List<Future<long[]>> shares = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            shares.add(threads.submit(share));
        }
        long[] all = shares.stream()
                .flatMapToLong(future -> Arrays.stream(resultOf(future)))
                .sorted()
                .toArray();
        double seconds = (System.nanoTime() - began) / 1e9;
        long[] answered = Arrays.stream(all).filter(nanos -> nanos >= 0).toArray();
        return new Outcome(answered.length, all.length - answered.length, seconds, answered);
    }

    private static long[] resultOf(Future<long[]> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** A connection of HTTP/1.1 that is kept alive, read no further than it must be. */
    private static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        Connection(int port) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        }

        String call(byte[] request) throws IOException {
            socket.getOutputStream().write(request);
            return answer();
        }

        private String answer() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("The server ended the connection after: " + head);
                }
                head.append((char) next);
            }
            Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            return head + new String(body, StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
