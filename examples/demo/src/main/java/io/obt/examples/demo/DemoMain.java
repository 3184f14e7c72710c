package io.obt.examples.demo;

import java.util.Arrays;

/** {@code obt start} and {@code obt demo}: server and agents in one process, in the foreground until told to end. */
public final class DemoMain {
    private DemoMain() {}

    public static void main(String[] arguments) {
        String command = arguments.length == 0 ? "" : arguments[0];
        String[] options = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        int status = switch (command) {
            case "start" -> StartCommand.execute(options);
            case "demo" -> DemoCommand.execute(options);
            default -> {
                System.err.println("Say what to run: start (this machine's Ollama) or demo (a simulated fleet)");
                yield 2;
            }
        };
        if (status != 0) {
            System.exit(status);
        }
    }
}
