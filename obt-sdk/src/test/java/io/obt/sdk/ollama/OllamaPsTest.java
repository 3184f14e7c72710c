package io.obt.sdk.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.obt.model.LoadedModel;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/ps}: the models in memory. */
class OllamaPsTest extends StubbedOllama {
    @ParameterizedTest
    @CsvSource({
        "0001-01-01T00:00:00Z,",
        "0001-01-01T00:00:00+02:00,",
        "2318-08-21T18:53:22.318+02:00, 2318-08-21T16:53:22.318Z",
        "2026-08-21T18:53:22.318999999-11:30, 2026-08-22T06:23:22.318999999Z",
        "yesterday,"
    })
    void timesComeWithAnyOffsetAndOfAnyYear(String text, Instant time) throws Exception {
        on("/api/ps", okJson("{\"models\":[{\"model\":\"a:1\",\"expires_at\":\"" + text + "\"}]}"));

        assertThat(ollama.loaded().orElseThrow().get(0).expiresAt()).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "3461349376, 3461349376, 3461349376, 3461349376",
        "3461349376, 0, 3461349376, 0",
        "0, 0, , ",
        "10, 11, 10, ",
    })
    void memoryThatCannotBeIsUnknown(long size, long vram, Long sizeBytes, Long vramBytes) throws Exception {
        on(
                "/api/ps",
                okJson("{\"models\":[{\"name\":\"a:1\",\"size\":%d,\"size_vram\":%d,\"context_length\":4096}]}"
                        .formatted(size, vram)));

        LoadedModel model = ollama.loaded().orElseThrow().get(0);

        assertThat(model.sizeBytes()).isEqualTo(sizeBytes);
        assertThat(model.vramBytes()).isEqualTo(vramBytes);
        assertThat(model.contextLength()).isEqualTo(4_096);
    }

    @Test
    void severalModelsAreReadInOllamasOrder() throws Exception {
        ps(
                "{\"model\":\"b:1\",\"digest\":\"%s\",\"size\":65290194972,\"size_vram\":25769803776}"
                        .formatted(DIGEST),
                "{\"model\":\"hf.co/Team/A:1\",\"details\":{\"families\":null},\"future\":{\"deep\":[{}]}}",
                "{\"name\":\"c\"}");

        assertThat(ollama.loaded().orElseThrow())
                .extracting(model -> model.name().toString(), LoadedModel::digest, LoadedModel::sizeBytes)
                .containsExactly(
                        tuple("b:1", DIGEST, 65_290_194_972L),
                        tuple("hf.co/Team/A:1", null, null),
                        tuple("c:latest", null, null));
    }

    @Test
    void aModelThatWasPulledAgainWhileLoadedStaysInMemoryWithItsOldDigest() throws Exception {
        String old = "b".repeat(64);
        tags("{\"model\":\"a:1\",\"digest\":\"%s\"}".formatted(DIGEST));
        ps("{\"model\":\"a:1\",\"digest\":\"%s\"}".formatted(old));

        OllamaReport report = ollama.report();

        assertThat(report.inventory().models().get(0).descriptor().digest()).isEqualTo(DIGEST);
        assertThat(report.loaded())
                .singleElement()
                .extracting(LoadedModel::digest)
                .isEqualTo(old);
    }

    @Test
    void aModelDeletedWhileLoadedIsInMemoryAndNotOnDisk() throws Exception {
        ps("{\"model\":\"gone:1\"}");

        OllamaReport report = ollama.report();

        assertThat(report.inventory().models()).isEmpty();
        assertThat(report.loaded())
                .singleElement()
                .extracting(model -> model.name().toString())
                .isEqualTo("gone:1");
    }
}
