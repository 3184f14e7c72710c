package io.obt.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Random;

/** Makes requests out of good ones, by a seed: most are HTTP with something odd in it, some are not HTTP any more. */
final class RequestMutator {
    private static final List<String> CALLS = List.of(
            "PUT /api/v1/clients/desk/registration",
            "DELETE /api/v1/clients/desk/registration?registrationId=r-1",
            "POST /api/v1/clients/desk/heartbeats",
            "PUT /api/v1/clients/desk/credential",
            "DELETE /api/v1/clients/desk",
            "GET /api/v1/clients?label=site=lab&model=llama3.2&status=ONLINE&sort=-lastSeen&limit=5&q=x&cursor=c3RhdHVz",
            "GET /api/v1/facets?label=site=lab&status=ONLINE&gpu=A100&ollamaVersion=0.32.15&q=x",
            "GET /api/v1/clients/desk",
            "GET /api/v1/models?q=llama&limit=5&cursor=YQ&drift=true&loaded=true&sort=name",
            "GET /api/v1/matrix?by=site&label=site&status=ONLINE&single=true&q=aaaaaa&limit=5&cursor=YQ",
            "GET /api/v1/models/llama3.2:latest",
            "GET /api/v1/models/hf.co%2Fa%2Fb:Q4_K_M",
            "GET /api/v1/models/clients",
            "POST /api/v1/models/register",
            "POST /api/v1/models/heartbeat",
            "GET /api/v1/events?type=CLIENT_ONLINE&clientId=desk&after=1&limit=3&cursor=MQ",
            "GET /api/v1/fleet",
            "GET /api/v1/attention?limit=3",
            "GET /api/v1/audit?limit=2&cursor=MQ",
            "POST /api/v1/session",
            "GET /api/v1/session",
            "DELETE /api/v1/session",
            "POST /api/v1/tokens",
            "GET /api/v1/tokens",
            "DELETE /api/v1/tokens/0123456789ab",
            "POST /api/v1/import",
            "GET /api/v1/export",
            "HEAD /api/v1/stream",
            "GET /metrics",
            "GET /openapi.yaml",
            "GET /docs",
            "GET /readyz",
            "GET /");
    private static final List<String> BODIES = List.of(
            Wire.registration("i-1", ",\"labels\":{\"site\":\"lab\"},\"hardware\":{\"gpus\":[{\"name\":\"A100\"}]}"),
            Wire.heartbeat("r-1", 1, Wire.inventory("f", "llama3.2", "qwen3:8b@a")),
            Wire.heartbeat("r-1", 2, ",\"loaded\":[{\"name\":\"llama3.2\"}],\"usage\":{\"cpuPercent\":5}"),
            "{\"credential\":\"obt_agent_" + "x".repeat(43) + "\"}",
            "{\"token\":\"obt_admin_" + "x".repeat(43) + "\"}",
            "{\"name\":\"anna\",\"role\":\"OPERATOR\",\"validMillis\":60000}",
            "{\"client_id\":\"old\",\"version\":\"1\",\"available\":true,\"models\":[{\"name\":\"a\",\"size\":1}]}",
            "{}");
    private static final List<String> HEADERS = List.of(
            "Content-Type: application/json",
            "Content-Type: application/x-ndjson",
            "Content-Type: text/plain; charset=\"",
            "Accept-Encoding: gzip;q=0.5, *;q=x",
            "If-None-Match: W/\"0\", *",
            "Origin: https://evil.example",
            "Sec-Fetch-Site: same-origin",
            "Cookie: obt_session=x; obt_session=\"y\"; =",
            "X-Forwarded-For: 1.2.3.4, ::1, garbage",
            "X-Request-Id: ../../x",
            "Last-Event-ID: 99999999999999999999",
            "Expect: 100-continue",
            "Expect: something",
            "Accept: */*;q=-1",
            "Range: bytes=0-1,5-",
            "Host: evil.example",
            "Transfer-Encoding: gzip",
            "Connection: upgrade",
            "Upgrade: h2c");
    private static final List<String> ODD = List.of(
            "",
            "null",
            "-1",
            "0",
            "1e999",
            "NaN",
            "9223372036854775808",
            "true",
            "[]",
            "{",
            "}",
            "\"",
            "\\",
            "\\ud800",
            "\\u0000",
            "%00",
            "%2F",
            "%",
            "%zz",
            "..",
            "../",
            "//",
            "\u00ff",
            "\u00c0\u00af",
            "\u00ed\u00a0\u0080",
            "'",
            "$where",
            "__proto__",
            "<img src=x onerror=alert(1)>",
            "=",
            "&",
            ";",
            "?",
            "#",
            " ",
            "\t",
            "\u0000",
            "[".repeat(40),
            "{\"a\":".repeat(40),
            "x".repeat(300),
            "\u00e2\u0080\u00ae");

    private final Random random;

    RequestMutator(long seed) {
        random = new Random(seed);
    }

    /** A request, byte by char; ends with its last byte. */
    String next(String authorization) {
        String[] call = pick(CALLS).split(" ", 2);
        String method = random.nextInt(40) == 0 ? pick(List.of("PATCH", "OPTIONS", "TRACE", "get", "\u00ff")) : call[0];
        String body = odd(call[0].equals("GET") && random.nextInt(10) > 0 ? "" : pick(BODIES));
        StringBuilder request =
                new StringBuilder(method + " " + inLine(odd(call[1])) + " HTTP/1.1\r\nHost: localhost\r\n");
        if (random.nextInt(8) > 0) {
            request.append("Authorization: Bearer ").append(authorization).append("\r\n");
        }
        if (random.nextInt(8) > 0) {
            request.append("Content-Type: application/json\r\n");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            request.append(inLine(odd(pick(HEADERS)))).append("\r\n");
        }
        request.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body);
        return random.nextInt(10) == 0 ? broken(request) : request.toString();
    }

    private String pick(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** {@code text} as it is, which is most likely, or with up to three changes. */
    private String odd(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = random.nextInt(9) - 5; i > 0; i--) {
            int at = random.nextInt(changed.length() + 1);
            int end = Math.min(changed.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> changed.replace(at, end, pick(ODD));
                case 1 -> changed.delete(at, end);
                case 2 -> changed.insert(at, changed.substring(at, end));
                default -> changed.insert(at, (char) random.nextInt(256));
            }
        }
        return changed.toString();
    }

    // What ends a line would make another header of it, which is for the broken ones.
    private static String inLine(String text) {
        return text.replaceAll("[\r\n]", "");
    }

    private String broken(StringBuilder request) {
        int at = random.nextInt(request.length());
        switch (random.nextInt(4)) {
            case 0 -> request.setLength(at);
            case 1 -> request.insert(at, pick(List.of("\r\n", "\n", "\r", "\r\n\r\n", "\u0000", ": ", "HTTP/9.9")));
            case 2 -> request.setCharAt(at, (char) random.nextInt(256));
            default -> request.delete(at, Math.min(request.length(), at + 30));
        }
        return request.toString();
    }

    /** As the bytes that are sent. */
    static byte[] bytes(String request) {
        return request.getBytes(ISO_8859_1);
    }
}
