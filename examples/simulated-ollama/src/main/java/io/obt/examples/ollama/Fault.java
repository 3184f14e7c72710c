package io.obt.examples.ollama;

/** A way in which a simulated Ollama answers, or does not. */
public enum Fault {
    /** No fault: it answers as Ollama does. */
    NONE,
    /** It accepts the connection and the request, and never answers. Requests held this way are answered once it ends. */
    HANG,
    /** It sends the head and half of the body, then nothing more until the fault ends. */
    STALL,
    /** It is not running: the port refuses connections. When it is back, nothing is loaded any more. */
    REFUSE,
    /** Status 200 and JSON's content type over bytes that are no JSON. */
    GARBAGE,
    /** Status 502 and a proxy's HTML page. */
    ERROR_HTML,
    /** Status 500 and plain text. */
    ERROR_TEXT,
    /** Status 500 and Ollama's own {@code {"error":"…"}}. */
    ERROR_JSON,
    /** Status 404 as an Ollama answers that is older than the path. */
    UNKNOWN_PATH,
    /** {@code /api/tags} lists 3,000 models; other paths answer as ever. */
    HUGE_INVENTORY,
    /** A well-formed JSON object of 64 MiB. */
    HUGE_BODY,
    /** The connection is cut after half of the body. */
    TRUNCATED
}
