package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.store.Together;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has seen an answer is told so in place of it, for as long as there is nothing else to see. */
final class UnchangedTest {
    private final TestServer server = TestServer.empty();
    private final Caller call = server.call;

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer again(String path, String etag) {
        return call.send(call.request(path).header("If-None-Match", etag));
    }

    private String etag(String path) {
        Answer answer = call.get(path);
        answer.json();
        assertThat(answer.header("ETag")).matches("W/\"[0-9a-f]{32}\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        return answer.header("ETag");
    }

    private boolean isUnchanged(String path, String etag) {
        return again(path, etag).status() == 304;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/clients",
                "/api/v1/clients?status=online&q=desk",
                "/api/v1/clients/desk",
                "/api/v1/attention",
                "/api/v1/facets",
                "/api/v1/models",
                "/api/v1/models/llama3.2",
                "/api/v1/matrix",
                "/api/v1/events"
            })
    void whatHasNotChangedIsNotSentAgain(String path) {
        call.join("desk", "llama3.2");
        String etag = etag(path);
        for (int i = 0; i < 2; i++) {
            Answer answer = again(path, etag);
            assertThat(answer.status()).isEqualTo(304);
            assertThat(answer.header("ETag")).isEqualTo(etag);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(isUnchanged(path, "\"another\", " + etag)).isTrue();
        assertThat(isUnchanged(path, "\"another\"")).isFalse();
        assertThat(call.send(call.request(path).header("If-None-Match", etag).method("HEAD", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void contactAndUsageAreNoChange() {
        String registration = call.join("desk", "llama3.2");
        String list = etag("/api/v1/clients");
        String one = etag("/api/v1/clients/desk");
        for (int i = 2; i < 6; i++) {
            server.time.advance(Duration.ofSeconds(10));
            call.beat("desk", registration, i, ",\"usage\":{\"cpuPercent\":" + i + "}")
                    .json();
            assertThat(isUnchanged("/api/v1/clients", list)).isTrue();
            assertThat(isUnchanged("/api/v1/clients/desk", one)).isTrue();
        }
        assertThat(etag("/api/v1/clients")).as("made anew").isEqualTo(list);
        assertThat(call.get("/api/v1/clients/desk").json().path("usage").path("cpuPercent"))
                .hasToString("5.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lastSeen", "-lastSeen"})
    void orderOfTheLastContactIsAChange(String sort) {
        String desk = call.join("desk");
        server.time.advance(Duration.ofSeconds(1));
        String lab = call.join("lab");
        String path = "/api/v1/clients?sort=" + sort;
        String etag = etag(path);
        server.time.advance(Duration.ofSeconds(1));
        call.beat("lab", lab, 2, "").json();
        assertThat(isUnchanged(path, etag)).as("the same order").isTrue();

        server.time.advance(Duration.ofSeconds(1));
        call.beat("desk", desk, 2, "").json();
        Answer flipped = again(path, etag);
        assertThat(flipped.status()).isEqualTo(200);
        assertThat(flipped.items("clientId"))
                .containsExactlyElementsOf(sort.startsWith("-") ? List.of("desk", "lab") : List.of("lab", "desk"));
    }

    @Test
    void statusThatChangesWithTimeAloneIsAChange() {
        String registration = call.join("desk", "llama3.2");
        String clients = etag("/api/v1/clients");
        String models = etag("/api/v1/models");
        server.time.advance(Duration.ofSeconds(30));
        assertThat(isUnchanged("/api/v1/clients", clients)).isTrue();

        server.time.advance(Duration.ofNanos(1));
        assertThat(isUnchanged("/api/v1/clients", clients)).as("stale").isFalse();
        assertThat(isUnchanged("/api/v1/models", models)).as("not online").isFalse();
        String stale = etag("/api/v1/clients");
        server.time.advance(Duration.ofMillis(999));
        assertThat(isUnchanged("/api/v1/clients", stale))
                .as("no contact for 30 s")
                .isTrue();
        server.time.advance(Duration.ofMillis(1));
        assertThat(isUnchanged("/api/v1/clients", stale))
                .as("no contact for 31 s")
                .isFalse();

        call.beat("desk", registration, 2, "").json();
        assertThat(isUnchanged("/api/v1/clients", clients)).as("as it was").isTrue();
        assertThat(isUnchanged("/api/v1/models", models)).as("as it was").isTrue();
    }

    @Test
    void flappingThatEndsByTimeAloneIsAChange() {
        String registration = call.join("desk");
        for (int beat = 2; beat < 11; beat += 3) {
            call.post("/api/v1/clients/desk/heartbeats", Wire.badHeartbeat(registration, beat, "away"))
                    .json();
            call.post("/api/v1/clients/desk/heartbeats", Wire.badHeartbeat(registration, beat + 1, "away"))
                    .json();
            call.beat("desk", registration, beat + 2, "").json();
        }
        call.delete("/api/v1/clients/desk/registration?registrationId=" + registration);
        String etag = etag("/api/v1/clients");
        assertThat(call.get("/api/v1/clients").items("flapping")).containsExactly("true");
        assertThat(call.get("/api/v1/clients/desk").json().path("flapping").asBoolean())
                .isTrue();

        server.time.advance(Duration.ofMinutes(10).minusNanos(1));
        assertThat(isUnchanged("/api/v1/clients", etag)).isTrue();
        server.time.advance(Duration.ofNanos(1));
        assertThat(isUnchanged("/api/v1/clients", etag)).isFalse();
        assertThat(call.get("/api/v1/clients/desk").json().has("flapping")).isFalse();
    }

    @Test
    void changeOfOneClientIsAChangeOfTheListsThatShowIt() {
        call.join("desk", "llama3.2");
        String lab = call.join("lab", "llama3.2");
        String all = etag("/api/v1/clients");
        String desk = etag("/api/v1/clients?q=desk");
        String model = etag("/api/v1/models/llama3.2");

        call.beat("lab", lab, 2, Wire.inventory("f-2", "llama3.2", "qwen3:8b")).json();
        assertThat(isUnchanged("/api/v1/clients", all)).isFalse();
        assertThat(isUnchanged("/api/v1/clients?q=desk", desk)).isTrue();
        assertThat(isUnchanged("/api/v1/models/llama3.2", model)).isTrue();

        call.delete("/api/v1/clients/lab/registration?registrationId=" + lab);
        assertThat(isUnchanged("/api/v1/models/llama3.2", model)).isFalse();
        assertThat(isUnchanged("/api/v1/clients?q=desk", desk)).isTrue();
    }

    @Test
    void everyStepOfAClientIsSeenByWhoAsksEachTime() {
        String etag = etag("/api/v1/clients");
        String registration = call.register("desk");
        etag = another(etag);
        call.beat("desk", registration, 1, "").json();
        etag = another(etag);
        call.beat("desk", registration, 2, ",\"loaded\":[{\"name\":\"phi\"}]").json();
        etag = another(etag);
        call.delete("/api/v1/clients/desk/registration?registrationId=" + registration);
        etag = another(etag);
        call.delete("/api/v1/clients/desk");
        another(etag);
    }

    // The list is made while it changes: what was remembered of it must not outlive the change.
    @Test
    void changeThatComesWhileAListIsMadeIsNotMissed() throws Exception {
        String registration = call.register("desk");
        AtomicBoolean done = new AtomicBoolean();
        Together.run(3, thread -> {
            if (thread == 0) {
                for (int i = 1; i <= 150; i++) {
                    call.beat("desk", registration, i, Wire.inventory("f-" + i, "model-" + i))
                            .json();
                }
                done.set(true);
            } else {
                String etag = "\"none\"";
                while (!done.get()) {
                    Answer answer = again("/api/v1/models", etag);
                    etag = answer.header("ETag");
                }
                Answer last = again("/api/v1/models", etag);
                etag = last.header("ETag");
                assertThat(etag).isEqualTo(etag("/api/v1/models"));
                assertThat(call.get("/api/v1/models").items("name")).containsExactly("model-150:latest");
            }
        });
    }

    private String another(String etag) {
        assertThat(isUnchanged("/api/v1/clients", etag)).isFalse();
        String next = etag("/api/v1/clients");
        assertThat(isUnchanged("/api/v1/clients", next)).isTrue();
        return next;
    }
}
