package io.obt.server.store;

import java.util.ArrayList;
import java.util.List;

/** How much of a fleet an export or import moved. */
public record FleetFileCounts(long clients, long events, long tokens, long auditEntries) {
    /** In words, what there is none of left out but for clients and events: {@code 2 clients, 1 event and 3 tokens}. */
    @Override
    public String toString() {
        List<String> parts =
                new ArrayList<>(List.of(counted(clients, "client", "clients"), counted(events, "event", "events")));
        if (tokens > 0) {
            parts.add(counted(tokens, "token", "tokens"));
        }
        if (auditEntries > 0) {
            parts.add(counted(auditEntries, "audit entry", "audit entries"));
        }
        int last = parts.size() - 1;
        return String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    private static String counted(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
