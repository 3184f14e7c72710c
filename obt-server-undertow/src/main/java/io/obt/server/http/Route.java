package io.obt.server.http;

import io.obt.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API: method, path template, who may make it, and what answers it.
 *
 * @param template a path whose parts in braces are parameters; a final {@code *} takes all that is left
 * @param role what its caller must have a token for
 * @param change what the audit log calls it, like {@code client.forget}; null for a call that changes nothing, and for a
 *     heartbeat, which reports
 * @param thread where it is answered: what is quick, and what {@link StoreCalls} take over, on the I/O thread; what walks the
 *     whole fleet among {@link HeavyReads}
 */
record Route(
        String method, String template, Role role, @Nullable String change, On thread, Handler handler) {
    private static final String HEARTBEAT = "heartbeat";
    private static final String FIRST_OBT = "/api/v1/models/";

    /** @throws IllegalArgumentException if it changes something and the audit log has no word for it, or the other way round */
    Route {
        boolean reads = method.equals("GET") || template.contains(HEARTBEAT);
        if (reads != (change == null)) {
            throw new IllegalArgumentException(method + " " + template + " changes something, or it does not");
        }
    }

    /** A call that changes nothing. */
    static Route reading(String template, Role role, On thread, Handler handler) {
        return new Route("GET", template, role, null, thread, handler);
    }

    /** Whether it renews a lease. */
    boolean isHeartbeat() {
        return template.contains(HEARTBEAT);
    }

    /** Whether it is one of the calls that the first OBT's client makes. */
    boolean isOfFirstObt() {
        return template.startsWith(FIRST_OBT) && method.equals("POST");
    }

    /** The most that its message may hold; what somebody sends who has hardly shown who it is has no need of much. */
    int mostBodyBytes() {
        return role == Role.PUBLIC || role == Role.JOIN ? RequestBody.MAX_STRANGER_BYTES : RequestBody.MAX_BYTES;
    }

    /** The kind of thread that answers. */
    enum On {
        IO,
        READS
    }

    /** Translates a request into a call of one service, and its result into an answer. */
    interface Handler {
        void handle(Request request) throws Exception;
    }
}
