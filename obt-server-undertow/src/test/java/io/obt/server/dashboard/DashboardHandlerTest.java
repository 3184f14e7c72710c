package io.obt.server.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.obt.server.http.Origin;
import io.undertow.Undertow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardHandlerTest {
    private static final DashboardFiles FILES = DashboardFiles.load("");
    private static final String APP = FILES.base() + "/components/app/app.js";
    private static final int NEXT = 418;

    private static Undertow server;
    private static int port;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        DashboardHandler handler = new DashboardHandler(null, exchange -> exchange.setStatusCode(NEXT));
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(handler)
                .build();
        server.start();
        port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void pageForbidsEverythingButItsOwnFilesAndTheImportMap() throws Exception {
        HttpResponse<String> page = get("/");

        Matcher importMap = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page.body());
        assertThat(importMap.find()).isTrue();
        byte[] sha256 =
                MessageDigest.getInstance("SHA-256").digest(importMap.group(1).getBytes(UTF_8));
        assertThat(header(page, "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self' 'sha256-"
                        + Base64.getEncoder().encodeToString(sha256)
                        + "'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
                        + "; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.body()).doesNotContain("{{");
    }

    @Test
    void pageOfAnotherServersApiMayTalkToThatAloneAndIsToldWhereItIs() throws Exception {
        Undertow other = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(new DashboardHandler(new Origin("https://api.example.org"), exchange -> {}))
                .build();
        other.start();
        int usual = port;
        try {
            port = ((InetSocketAddress) other.getListenerInfo().get(0).getAddress()).getPort();
            HttpResponse<String> page = get("/");
            assertThat(header(page, "Content-Security-Policy")).contains("; connect-src https://api.example.org; ");
            assertThat(page.body()).contains("<meta name=\"obt-api\" content=\"https://api.example.org\">");
        } finally {
            port = usual;
            other.stop();
        }
    }

    @Test
    void pageIsAskedForAnewAndAnsweredWith304WhileItIsTheSame() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");

        HttpResponse<String> again = send(request("/").header("If-None-Match", header(page, "ETag")));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(send(request("/").header("If-None-Match", "W/\"another\"")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyFileThatThePageNamesIsServedAndMayBeKeptForever() throws Exception {
        assertThat(FILES.all()).hasSizeGreaterThan(40);
        for (String path : FILES.all().keySet()) {
            HttpResponse<String> file = get(path);
            assertThat(file.statusCode()).as(path).isEqualTo(200);
            assertThat(header(file, "Cache-Control")).as(path).isEqualTo("public, max-age=31536000, immutable");
            if (path.endsWith(".js")) {
                assertThat(header(file, "Content-Type")).as(path).isEqualTo("text/javascript; charset=utf-8");
            }
        }
    }

    @Test
    void aClientThatTakesGzipGetsTheSameBytesPacked() throws Exception {
        HttpRequest request = request(APP).header("Accept-Encoding", "br, gzip").build();
        HttpResponse<byte[]> packed = client.send(request, BodyHandlers.ofByteArray());

        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
        assertThat(new String(unpacked, UTF_8)).isEqualTo(get(APP).body());
    }

    @Test
    void aClientThatRefusesGzipGetsItPlain() throws Exception {
        HttpResponse<String> plain = send(request(APP).header("Accept-Encoding", "gzip;q=0, identity"));
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(plain.body()).contains("obt-app");
    }

    @Test
    void headSaysTheLengthAndSendsNothing() throws Exception {
        HttpResponse<String> head = send(request(APP).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length"))
                .isEqualTo(String.valueOf(get(APP).body().getBytes(UTF_8).length));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void whatWritesIsRefused() throws Exception {
        HttpResponse<String> post = send(request("/").POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(header(post, "Allow")).isEqualTo("GET, HEAD");
        assertThat(header(post, "Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dashboard",
                "/dashboard/",
                "/dashboard/0/components/app/app.js",
                "{base}",
                "{base}/",
                "{base}/index.html",
                "{base}/lib",
                "{base}/lib/",
                "{base}/vendor/lit/3.3.2/package.json",
                "{base}/DashboardHandler.class",
                "{base}/../../index.html",
                "{base}/lib/../index.html",
                "{base}/%2e%2e/%2e%2e/index.html",
                "{base}//components/app/app.js",
                "{base}/components%5Capp%5Capp.js",
                "{base}/lib/api.js%00.css",
                "/index.html",
                "/favicon.ico",
                "/api/v1/fleet"
            })
    void whatThePageDoesNotNameIsLeftToTheNextHandler(String path) throws Exception {
        assertThat(rawStatus(path.replace("{base}", FILES.base()))).isEqualTo(NEXT);
    }

    /** A path exactly as written: Java's client would tidy it up. */
    private static int rawStatus(String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }
}
