package io.obt.sdk.ollama;

/** Ollama did not answer as it should; the message is for people, and says what to do about it. */
public final class OllamaException extends Exception {
    private static final long serialVersionUID = 1;

    OllamaException(String message) {
        super(message, null, false, false);
    }

    /** What happened and what to do about it. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
