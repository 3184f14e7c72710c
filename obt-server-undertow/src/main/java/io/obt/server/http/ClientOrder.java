package io.obt.server.http;

import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import java.time.Instant;
import java.util.function.ToLongFunction;

/** The orders of a list of clients: by a key, then by id. */
final class ClientOrder {
    static final String USUAL = "status";

    private static final String BY_CONTACT = "lastSeen";

    private ClientOrder() {}

    static ListOrder<ClientSnapshot, ClientId> of(String sort, long nowNanos) {
        ToLongFunction<ClientSnapshot> key = switch (ListOrder.keyOf(sort)) {
            case "clientId" -> client -> 0;
            case USUAL -> client -> client.status(nowNanos).ordinal();
            case BY_CONTACT -> client -> nanos(client.contact().lastSeen());
            default ->
                throw new BadRequestException(
                        "The query parameter 'sort' is clientId, status or lastSeen, with - in front to reverse it");
        };
        return new ListOrder<>(sort, key, ClientSnapshot::id, (String id) -> Parameters.clientId(id));
    }

    /** Whether a heartbeat that changes nothing else changes that order. */
    static boolean isByContact(String sort) {
        return ListOrder.keyOf(sort).equals(BY_CONTACT);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }
}
