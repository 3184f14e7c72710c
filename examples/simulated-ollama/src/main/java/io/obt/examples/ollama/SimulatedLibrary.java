package io.obt.examples.ollama;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Models as people have them: the names and sizes are those of real models, everything else is made up. */
public final class SimulatedLibrary {
    // Name, bytes, family, parameters, quantization, context, embedding length, capabilities.
    private static final String TABLE = """
            llama3.2:latest           2019393189 llama        3.2B Q4_K_M  131072 3072 completion,tools
            llama3.1:8b               4920753328 llama        8.0B Q4_K_M  131072 4096 completion,tools
            qwen3:8b                  5225388164 qwen3        8.2B Q4_K_M   40960 4096 completion,tools,thinking
            qwen3:32b                20201253588 qwen3       32.8B Q4_K_M   40960 5120 completion,tools,thinking
            qwen2.5-coder:7b          4683087561 qwen2        7.6B Q4_K_M   32768 3584 completion,tools,insert
            gemma3:12b                8149190253 gemma3      12.2B Q4_K_M  131072 3840 completion,vision
            mistral:7b                4372824384 llama        7.2B Q4_K_M   32768 4096 completion,tools
            phi4:14b                  9053116391 phi3        14.7B Q4_K_M   16384 5120 completion
            deepseek-r1:14b           8988112209 qwen2       14.8B Q4_K_M  131072 5120 completion,thinking
            gpt-oss:20b              13793441244 gptoss      20.9B MXFP4   131072 2880 completion,tools,thinking
            llava:7b                  4733363377 llama          7B Q4_0     32768 4096 completion,vision
            tinyllama:latest           637700138 llama          1B Q4_0      2048 2048 completion
            nomic-embed-text:latest    274302450 nomic-bert   137M F16       2048  768 embedding
            all-minilm:latest           45960996 bert          23M F16        512  384 embedding
            mannix/jan-nano:latest    4280404704 qwen3        4.0B Q8_0     40960 2560 completion,tools
            hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M 2019377696 llama       3.21B unknown 131072 3072 completion
            gpt-oss:120b             65290194972 gptoss     116.8B MXFP4   131072 2880 completion,tools,thinking
            """;

    private static final List<SimulatedModel> MODELS = Stream.concat(
                    rows(),
                    rows().filter(model -> model.name().equals("gpt-oss:120b")).map(SimulatedModel::asCloudStub))
            .toList();

    private SimulatedLibrary() {}

    /** Every model here, which is also what a simulated Ollama can pull unless it is told otherwise. */
    public static List<SimulatedModel> models() {
        return MODELS;
    }

    /**
     * The model of that name, found as Ollama finds it: {@code llama3.2} is {@code llama3.2:latest}.
     *
     * @throws IllegalArgumentException when the library has none; the message lists those it has
     */
    public static SimulatedModel model(String name) {
        return MODELS.stream()
                .filter(model -> Names.key(model.name()).equals(Names.key(name)))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("No model '" + name + "' in the simulated library; it has "
                                + MODELS.stream().map(SimulatedModel::name).collect(Collectors.joining(", "))));
    }

    private static Stream<SimulatedModel> rows() {
        return TABLE.lines().map(SimulatedLibrary::parse);
    }

    private static SimulatedModel parse(String line) {
        String[] fields = line.split(" +", -1);
        return SimulatedModel.local(
                fields[0],
                Long.parseLong(fields[1]),
                fields[2],
                fields[3],
                fields[4],
                Integer.parseInt(fields[5]),
                Integer.parseInt(fields[6]),
                fields[7].split(",", -1));
    }
}
