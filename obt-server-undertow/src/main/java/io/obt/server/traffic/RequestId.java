package io.obt.server.traffic;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request is called in its answer and in the log: the caller's own word for it, if that is harmless. */
final class RequestId {
    static final String HEADER = "X-Request-Id";

    // UUIDs, ULIDs and the ids of the usual proxies; nothing that a log or a terminal would take for more than a name.
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private RequestId() {}

    /** The id that was given, or a new one: 16 hex digits, to tell requests apart and not to be secret. */
    static String of(@Nullable String given) {
        return given != null && GRAMMAR.matcher(given).matches()
                ? given
                : Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    }
}
