package io.obt.sdk.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.obt.model.Inventory;
import java.util.List;
import org.junit.jupiter.api.Test;

class OllamaApiTest extends StubbedOllama {
    @Test
    void anOllamaWithoutModelsIsWell() throws Exception {
        OllamaReport report = ollama.report();

        assertThat(report.state().available()).isTrue();
        assertThat(report.state().version()).isEqualTo("0.32.15");
        assertThat(report.inventory()).isEqualTo(Inventory.of(List.of()));
        assertThat(report.loaded()).isEmpty();
    }

    @Test
    void modelsThatAreNullAreNone() throws Exception {
        on("/api/tags", okJson("{\"models\":null}"));
        on("/api/ps", okJson("{\"models\":null}"));

        assertThat(ollama.installed()).isEmpty();
        assertThat(ollama.loaded()).contains(List.of());
    }

    @Test
    void anOllamaOlderThanVersionAndPsIsWell() throws Exception {
        on("/api/version", aResponse().withStatus(404).withBody("404 page not found"));
        on("/api/ps", aResponse().withStatus(404).withBody("404 page not found"));

        OllamaReport report = ollama.report();

        assertThat(report.state().available()).isTrue();
        assertThat(report.state().version()).isNull();
        assertThat(report.loaded()).isNull();
    }

    @Test
    void itIsCalledByTheHostOfItsUrlWithoutOriginOverHttp11() throws Exception {
        ollama.version();

        wire.verify(getRequestedFor(urlEqualTo("/api/version"))
                .withHeader("Host", equalTo("localhost:" + wire.getPort()))
                .withoutHeader("Origin")
                .withoutHeader("Referer")
                .withoutHeader("Upgrade"));
    }
}
