package io.obt.sdk.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.obt.sdk.http.HttpTransport;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An Ollama whose answers a test writes out: version, an empty disk and an empty memory, until it says otherwise. */
abstract class StubbedOllama {
    static final String DIGEST = "a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72";
    static final HttpTransport TRANSPORT = new HttpTransport("test");

    // Long enough for a busy machine; where a time-out is the subject, it is short.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final WireMockExtension wire = WireMockExtension.newInstance().build();

    final OllamaApi ollama = new OllamaApi(URI.create(wire.baseUrl()), TRANSPORT, PATIENCE);

    @BeforeEach
    void aWellOllamaWithoutModels() {
        on("/api/version", okJson("{\"version\":\"0.32.15\"}"));
        on("/api/tags", okJson("{\"models\":[]}"));
        on("/api/ps", okJson("{\"models\":[]}"));
    }

    static void tags(String... models) {
        on("/api/tags", okJson("{\"models\":[" + String.join(",", models) + "]}"));
    }

    static void ps(String... models) {
        on("/api/ps", okJson("{\"models\":[" + String.join(",", models) + "]}"));
    }

    static void on(String path, ResponseDefinitionBuilder response) {
        wire.stubFor(get(urlEqualTo(path)).willReturn(response));
    }
}
