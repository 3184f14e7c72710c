package io.obt.server.http;

/**
 * One call of the API: method, path template and what answers it.
 *
 * @param template a path whose parts in braces are parameters; a final {@code *} takes all that is left
 * @param thread where it is answered: what is quick, and what {@link StoreCalls} take over, on
 *     the I/O thread; what walks the whole fleet on a worker
 */
record Route(String method, String template, On thread, Handler handler) {
    /** The kind of thread that answers. */
    enum On {
        IO,
        WORKER
    }

    /** Translates a request into a call of one service, and its result into an answer. */
    interface Handler {
        void handle(Request request) throws Exception;
    }
}
