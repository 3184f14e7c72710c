package io.obt.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first OBT's client, to the byte: what its versions send, with the heads that Python's libraries give it, and when it
 * waits. Every answer is compared with the contract.
 */
final class PythonClient {
    /** The models it finds; {@code modified} is the moment of the call, as its Ollama does not tell. */
    static final String MODELS = "[{\"name\": \"llama3.2:latest\", \"tags\": [], \"size\": 2019393189, \"modified\": "
            + "1738791893.0, \"version\": \"unknown\"}]";

    /** A head as a library writes it, ahead of the lines for the body. */
    enum Library {
        AIOHTTP("Accept: */*\nAccept-Encoding: gzip, deflate\nUser-Agent: Python/3.11 aiohttp/3.9.1\n"),
        REQUESTS(
                "User-Agent: python-requests/2.31.0\nAccept-Encoding: gzip, deflate\nAccept: */*\nConnection: keep-alive\n"),
        HTTPX("Accept: */*\nAccept-Encoding: gzip, deflate\nConnection: keep-alive\nUser-Agent: python-httpx/0.26.0\n");

        private final String head;

        Library(String head) {
            this.head = head;
        }

        String post(int port, String target, String json) {
            String start = "POST " + target + " HTTP/1.1\nHost: localhost:" + port + "\n" + head;
            if (json.isEmpty()) {
                // aiohttp calls even nothing a stream of octets.
                return start + "Content-Length: 0\n"
                        + (this == AIOHTTP ? "Content-Type: application/octet-stream\n" : "") + "\n";
            }
            int length = json.getBytes(StandardCharsets.UTF_8).length;
            return start + "Content-Length: " + length + "\nContent-Type: application/json\n\n" + json;
        }
    }

    /** A version by what it sends. */
    enum Form {
        A("", "{\"client_id\": \"%s\", \"version\": \"0.1.0\"}", "", OLD_BEAT),
        B("client_id=%s&client_url=http%%3A%%2F%%2Flocalhost%%3A8002", "{\"version\": \"0.1.0\"}", "", OLD_BEAT),
        C("client_id=%s", "{\"version\": \"0.1.0\"}", "", OLD_BEAT),
        D("client_id=%s&version=0.1.0", "", "", OLD_BEAT),
        E(
                "client_id=%s&version=0.1.0",
                "", "client_id=%s", "{\"version\": \"0.1.0\", \"available\": %b, \"models\": %s}"),
        F("client_id=%s&version=0.1.0", "", "client_id=%s&version=0.1.0&available=%b", "{\"models\": %s}"),
        G(
                "client_id=%s&version=0.1.0",
                "{\"hardware\": {\"cpu\": {\"name\": \"AMD Ryzen 9\", \"architecture\": \"x86_64\", \"base_clock\": NaN,"
                        + " \"cores\": 16, \"threads\": 32}, \"gpu\": {\"name\": \"RTX 4090\", \"vram_size\": 24564},"
                        + " \"npu\": null, \"total_memory\": 65536, \"ram\": {}, \"firmware\": {}}}",
                "client_id=%s&version=0.1.0&available=%b",
                "{\"models\": %s}");

        private final String registerQuery;
        private final String registerBody;
        private final String beatQuery;
        private final String beatBody;

        Form(String registerQuery, String registerBody, String beatQuery, String beatBody) {
            this.registerQuery = registerQuery;
            this.registerBody = registerBody;
            this.beatQuery = beatQuery;
            this.beatBody = beatBody;
        }
    }

    private static final String OLD_BEAT =
            "{\"client_id\": \"%s\", \"version\": \"0.1.0\", \"ollama_available\": %b, \"models\": %s}";

    private final int port;
    private final Form form;
    private final Library library;
    private final String id;

    PythonClient(int port, Form form, Library library, String id) {
        this.port = port;
        this.form = form;
        this.library = library;
        this.id = id;
    }

    PythonClient(int port, String id) {
        this(port, Form.G, Library.AIOHTTP, id);
    }

    /** The answer to it, head and body. */
    String register() {
        String body = form.registerBody.contains("%s") ? form.registerBody.formatted(id) : form.registerBody;
        return post("/api/v1/models/register", form.registerQuery.formatted(encoded()), body);
    }

    String beat() {
        return beat(true, MODELS);
    }

    String beat(boolean available, String models) {
        String body = form.beatBody.startsWith("{\"client_id")
                ? form.beatBody.formatted(id, available, models)
                : form == Form.E ? form.beatBody.formatted(available, models) : form.beatBody.formatted(models);
        return post("/api/v1/models/heartbeat", form.beatQuery.formatted(encoded(), available), body);
    }

    private String encoded() {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private String post(String path, String query, String json) {
        String target = query.isEmpty() ? path : path + "?" + query;
        try (RawConnection connection = new RawConnection(port)) {
            String answer = connection.send(library.post(port, target, json)).answer();
            Contract.OPENAPI.check("POST", target, Optional.empty(), Answer.of(answer));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs its main loop until it waits: refused a registration it waits ten seconds, refused a heartbeat it registers at
     * once.
     *
     * @return how many calls it made, at most {@code limit}
     */
    int callsBeforeItWaits(int limit) {
        int calls = 0;
        while (calls < limit) {
            calls++;
            if (!isWell(register())) {
                return calls;
            }
            calls++;
            if (isWell(beat())) {
                return calls;
            }
        }
        return calls;
    }

    static boolean isWell(String answer) {
        return answer.startsWith("HTTP/1.1 200 ");
    }
}
