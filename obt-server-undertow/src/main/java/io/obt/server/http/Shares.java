package io.obt.server.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what each caller has under way, so that nobody has all of what is there for everybody. Thread-safe. */
final class Shares {
    private final int most;
    private final Map<String, Integer> held = new ConcurrentHashMap<>();

    /** @param most what one caller may have */
    Shares(int most) {
        this.most = most;
    }

    /** Takes one more for {@code caller}, to be given back; whether there is one. */
    boolean take(String caller) {
        if (held.merge(caller, 1, Integer::sum) <= most) {
            return true;
        }
        giveBack(caller);
        return false;
    }

    void giveBack(String caller) {
        held.computeIfPresent(caller, (known, count) -> count == 1 ? null : count - 1);
    }
}
