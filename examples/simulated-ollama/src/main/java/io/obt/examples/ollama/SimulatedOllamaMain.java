package io.obt.examples.ollama;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** A simulated Ollama as a program, to try OBT with: in the foreground, until it is told to end. */
public final class SimulatedOllamaMain {
    private static final int USAGE = 2;
    private static final int OLLAMAS_PORT = 11_434;
    private static final int MAX_PORT = 65_535;
    private static final List<String> USUAL = List.of("llama3.2");
    private static final String HELP = """
            Usage: java -cp examples/demo/target/obt-demo.jar io.obt.examples.ollama.SimulatedOllamaMain [PORT [MODEL...]]

            Answers on 127.0.0.1 as an Ollama does, about models without weights, until Ctrl-C. Without PORT it is 11434,
            Ollama's own; 0 is any free one, and it is printed. Without MODEL it has llama3.2. The models it knows:
            %s""";

    private SimulatedOllamaMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.println(HELP.formatted(names(SimulatedLibrary.models())));
            return;
        }
        try {
            SimulatedOllama ollama = start(arguments);
            System.out.println("A simulated Ollama answers at " + ollama.url() + " with " + names(ollama.installed())
                    + ". Ctrl-C ends it.");
        } catch (IllegalArgumentException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(USAGE);
        }
        new CountDownLatch(1).await(); // its threads keep no program alive; a signal ends this one
    }

    /**
     * Starts one as {@code arguments} say.
     *
     * @throws IllegalArgumentException saying which of them is wrong, and what is allowed
     * @throws UncheckedIOException when it cannot listen on that port
     */
    static SimulatedOllama start(String... arguments) {
        int port = arguments.length == 0 ? OLLAMAS_PORT : port(arguments[0]);
        List<String> models =
                arguments.length < 2 ? USUAL : Arrays.asList(arguments).subList(1, arguments.length);
        return SimulatedOllama.builder()
                .port(port)
                .models(models.stream().map(SimulatedLibrary::model).toList())
                .start();
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MAX_PORT) {
            throw new IllegalArgumentException("PORT is '" + text + "'; allowed is 0 to 65535. See --help");
        }
        return Integer.parseInt(text);
    }

    private static String names(List<SimulatedModel> models) {
        return models.stream().map(SimulatedModel::name).collect(Collectors.joining(", "));
    }
}
