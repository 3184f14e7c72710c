package io.obt.sdk.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.obt.log.LogOf;
import io.obt.model.InstalledModel;
import io.obt.model.ModelDescriptor;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/tags}: the models on disk. */
class OllamaTagsTest extends StubbedOllama {
    @Test
    void aModelIsReadAsOllamaListsIt() throws Exception {
        tags("""
                {"name":"llama3.2:latest","model":"llama3.2:latest",
                 "modified_at":"2026-08-01T10:22:07.120394857+02:00","size":2019393189,
                 "digest":"%s","details":{"parent_model":"","format":"gguf","family":"llama","families":["llama"],
                 "parameter_size":"3.2B","quantization_level":"Q4_K_M","context_length":131072,
                 "embedding_length":3072},"capabilities":["completion","tools"]}""".formatted(DIGEST));

        InstalledModel model = ollama.installed().get(0);

        assertThat(model.modifiedAt()).isEqualTo(Instant.parse("2026-08-01T08:22:07.120394857Z"));
        assertThat(model.descriptor())
                .isEqualTo(new ModelDescriptor(
                        model.name(),
                        DIGEST,
                        2_019_393_189L,
                        "gguf",
                        "llama",
                        List.of("llama"),
                        "3.2B",
                        "Q4_K_M",
                        131_072L,
                        List.of("completion", "tools"),
                        null));
    }

    @Test
    void whatAnOldOllamaLeavesOutIsUnknown() throws Exception {
        tags("{\"name\":\"llama2:latest\",\"size\":3826793677,\"details\":{\"families\":null,\"family\":\"\"}}");

        ModelDescriptor model = ollama.installed().get(0).descriptor();

        assertThat(model.name()).hasToString("llama2:latest");
        assertThat(model.sizeBytes()).isEqualTo(3_826_793_677L);
        assertThat(model.families()).isNull();
        assertThat(model.family()).isNull();
        assertThat(model.capabilities()).isNull();
        assertThat(model.contextLength()).isNull();
        assertThat(model.digest()).isNull();
    }

    @Test
    void unknownFieldsAndWrongTypesCostNothing() throws Exception {
        tags("""
                {"model":"a:1","size":"big","digest":7,"modified_at":{"x":1},"details":[],"capabilities":"tools",
                 "future":{"deep":[[[{}]]]}}""");

        assertThat(ollama.installed())
                .singleElement()
                .extracting(
                        model -> model.descriptor().sizeBytes(),
                        model -> model.descriptor().digest(),
                        InstalledModel::modifiedAt,
                        model -> model.descriptor().capabilities())
                .containsExactly(null, null, null, null);
    }

    @Test
    void aCloudStubIsListedAsSuch() throws Exception {
        tags("""
                {"name":"gpt-oss:120b-cloud","model":"gpt-oss:120b-cloud","remote_model":"gpt-oss:120b",
                 "remote_host":"https://ollama.com:443","size":384}""", "{\"model\":\"b:cloud\",\"remote_model\":\"b\"}");

        assertThat(ollama.installed())
                .extracting(
                        model -> model.name().toString(),
                        model -> model.descriptor().remoteHost(),
                        model -> model.descriptor().isLocal())
                .containsExactly(
                        tuple("gpt-oss:120b-cloud", "https://ollama.com:443", false),
                        tuple("b:cloud", "unknown", false));
    }

    @Test
    void namesOutsideTheGrammarAreLeftOutAndToldOnce() throws Exception {
        tags(
                "{\"model\":\"good:1\"}",
                "{\"model\":\"bad name:1\"}",
                "{\"model\":\"\"}",
                "{}",
                "7",
                "{\"model\":\"../x\"}");
        try (LogOf log = LogOf.type(LeftOut.class)) {
            ollama.installed();
            assertThat(ollama.installed())
                    .extracting(model -> model.name().toString())
                    .containsExactly("good:1");

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("'bad name:1'"))
                    .hasSize(1);
            assertThat(log.lines()).hasSize(3);
        }
    }

    @Test
    void aNameListedTwiceIsReportedOnceWhateverItsCase() throws Exception {
        tags("{\"model\":\"a:1\",\"size\":1}", "{\"model\":\"A:1\",\"size\":2}");

        assertThat(ollama.report().inventory().models())
                .extracting(model -> model.descriptor().sizeBytes())
                .containsExactly(1L);
    }

    @Test
    void moreThanTwoThousandModelsAreCutAndToldOnce() throws Exception {
        tags(IntStream.range(0, 2_345)
                .mapToObj(i -> "{\"model\":\"m" + i + ":1\"}")
                .toArray(String[]::new));
        try (LogOf log = LogOf.type(LeftOut.class)) {
            ollama.installed();
            assertThat(ollama.installed()).hasSize(2_000);
            assertThat(log.lines()).singleElement().asString().contains("2345", "2000");
        }
    }

    @Test
    void textsAreCutToOneShortLineThatCanBeSentOn() throws Exception {
        tags("{\"model\":\"a:1\",\"details\":{\"family\":\"x\\ny\\ud800z\",\"format\":\"" + "f".repeat(9_000) + "\"}}");

        ModelDescriptor model = ollama.installed().get(0).descriptor();

        assertThat(model.family()).isEqualTo("x y?z");
        assertThat(model.format()).hasSizeLessThan(400);
    }

    @ParameterizedTest
    @CsvSource({
        "llama3.2, llama3.2:latest",
        "mannix/Jan-Nano:Q8_0, mannix/Jan-Nano:Q8_0",
        "hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M, hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M",
        "registry.local:5000/team/m, registry.local:5000/team/m:latest",
        "registry.local:5000/team/m:1, registry.local:5000/team/m:1",
        "x:cloud, x:cloud",
        "gpt-oss:120b-cloud, gpt-oss:120b-cloud"
    })
    void aNameOfAnyFormIsReadAsOllamaShowsIt(String listed, String shown) throws Exception {
        tags("{\"model\":\"" + listed + "\"}");

        assertThat(ollama.installed())
                .singleElement()
                .extracting(InstalledModel::name)
                .hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0001-01-01T00:00:00Z,",
        "2318-08-21T18:53:22.318+02:00, 2318-08-21T16:53:22.318Z",
        "2026-08-21T18:53:22.318999999-11:30, 2026-08-22T06:23:22.318999999Z"
    })
    void aTimeOfAnyZoneAndYearIsRead(String text, Instant time) throws Exception {
        tags("{\"model\":\"a:1\",\"modified_at\":\"" + text + "\"}");

        assertThat(ollama.installed())
                .singleElement()
                .extracting(InstalledModel::modifiedAt)
                .isEqualTo(time);
    }

    @Test
    void aSizeBeyondFourGigabytesIsRead() throws Exception {
        tags("{\"model\":\"a:1\",\"size\":65290194972}");

        assertThat(ollama.installed().get(0).descriptor().sizeBytes()).isEqualTo(65_290_194_972L);
    }
}
