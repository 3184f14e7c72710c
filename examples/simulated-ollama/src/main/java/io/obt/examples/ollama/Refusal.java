package io.obt.examples.ollama;

import java.io.Serial;

/** Ends a request with the error that Ollama would give. */
final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static Refusal modelNotFound(String name) {
        return new Refusal(404, "model '" + name + "' not found");
    }

    Answer answer() {
        return Answer.error(status, String.valueOf(getMessage()));
    }
}
