package io.obt.server.traffic;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import org.slf4j.MDC;

/**
 * One request on its way through the server. Written by the thread that has the request, read when it is answered.
 */
public final class Passage {
    private static final AttachmentKey<Passage> KEY = AttachmentKey.create(Passage.class);
    private static final String OTHER = "other";

    private final String requestId;
    private final long startNanos;
    private String method = OTHER;
    private String route = OTHER;
    private String caller = "";
    private String target = "";
    private boolean heartbeat;
    private boolean stream;

    private Passage(String requestId, long startNanos) {
        this.requestId = requestId;
        this.startNanos = startNanos;
    }

    static Passage begin(HttpServerExchange exchange, String requestId, long startNanos) {
        Passage passage = new Passage(requestId, startNanos);
        exchange.putAttachment(KEY, passage);
        return passage;
    }

    /** The passage of a request; one that is not counted when the request did not come by {@link Traffic}. */
    public static Passage of(HttpServerExchange exchange) {
        Passage passage = exchange.getAttachment(KEY);
        return passage == null ? new Passage("none", 0) : passage;
    }

    /** The request has found its route: a method and a template out of a table, never what a caller made up. */
    public void matched(String method, String route) {
        this.method = method;
        this.route = route;
    }

    /** It is known who calls: the name of a token, or {@code anyone}. */
    public void calledBy(String name) {
        caller = name;
    }

    /** It is known what the call is about: a client id, or the name of a token. */
    public void isAbout(String target) {
        this.target = target;
    }

    /** Who calls; empty while nobody was asked. */
    public String caller() {
        return caller;
    }

    /** What the call is about; empty for the whole fleet. */
    public String target() {
        return target;
    }

    /** The request is a heartbeat. */
    public void isHeartbeat() {
        heartbeat = true;
    }

    /** The answer has no end of its own, so how long it takes means nothing. */
    public void isStream() {
        stream = true;
    }

    /** Whatever this thread logs until this is closed is known by the request. */
    public MDC.MDCCloseable inLog() {
        return MDC.putCloseable("requestId", requestId);
    }

    /** What the request is called in its answer and in the log. */
    public String requestId() {
        return requestId;
    }

    long startNanos() {
        return startNanos;
    }

    String method() {
        return method;
    }

    String route() {
        return route;
    }

    boolean heartbeat() {
        return heartbeat;
    }

    boolean stream() {
        return stream;
    }
}
