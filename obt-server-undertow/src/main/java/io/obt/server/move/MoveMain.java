package io.obt.server.move;

import java.util.Arrays;

/** {@code obt export} and {@code obt import}: carry a fleet from one store to another, by a file. */
public final class MoveMain {
    private MoveMain() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Returns the exit code: 0, 1 if it could not be done, 2 for what its user has to mend. */
    static int execute(String... arguments) {
        String command = arguments.length == 0 ? "" : arguments[0];
        String[] options = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        return switch (command) {
            case "export" -> ExportCommand.execute(options);
            case "import" -> ImportCommand.execute(options);
            default -> {
                System.err.println("Say what to do: export FILE or import FILE");
                yield 2;
            }
        };
    }
}
