package io.obt.server.http;

import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/**
 * The order of a list of clients: a key, then the id, so that every client has one place in it, which a cursor names.
 *
 * @param name as the query says it
 */
record ClientOrder(String name, ToLongFunction<ClientSnapshot> key, boolean reversed) {
    static final String USUAL = "status";
    static final int CURSOR_PARTS = 3;

    private static final String BY_CONTACT = "lastSeen";
    private static final Comparator<Placed> ASCENDING =
            Comparator.comparingLong(Placed::key).thenComparing(placed -> placed.client.id());

    private record Placed(long key, ClientSnapshot client) {}

    static ClientOrder of(String name, long nowNanos) {
        boolean reversed = name.startsWith("-");
        ToLongFunction<ClientSnapshot> key = switch (reversed ? name.substring(1) : name) {
            case "clientId" -> client -> 0;
            case "status" -> client -> client.status(nowNanos).ordinal();
            case BY_CONTACT -> client -> nanos(client.contact().lastSeen());
            default ->
                throw new BadRequestException(
                        "The query parameter 'sort' is clientId, status or lastSeen, with - in front to reverse it");
        };
        return new ClientOrder(name, key, reversed);
    }

    /** Whether a heartbeat that changes nothing else changes the order of that name. */
    static boolean isByContact(String name) {
        return name.equals(BY_CONTACT) || name.equals("-" + BY_CONTACT);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }

    /** The first {@code limit} of {@code clients} in this order; the others are looked at once and never sorted. */
    List<ClientSnapshot> first(List<ClientSnapshot> clients, int limit) {
        Comparator<Placed> order = reversed ? ASCENDING.reversed() : ASCENDING;
        PriorityQueue<Placed> best = new PriorityQueue<>(order.reversed());
        for (ClientSnapshot client : clients) {
            best.add(new Placed(key.applyAsLong(client), client));
            if (best.size() > limit) {
                best.poll();
            }
        }
        return best.stream().sorted(order).map(Placed::client).toList();
    }

    String cursorAt(ClientSnapshot last) {
        return Parameters.cursor(
                name, String.valueOf(key.applyAsLong(last)), last.id().value());
    }

    /** Those of {@code clients} that come after the place of a cursor. */
    List<ClientSnapshot> after(String[] place, List<ClientSnapshot> clients) {
        if (!place[0].equals(name)) {
            throw new BadRequestException(
                    "The query parameter 'cursor' belongs to a list sorted by another key; begin again without it");
        }
        long key = Parameters.cursorKey(place[1]);
        ClientId id = Parameters.clientId(place[2]);
        return clients.stream().filter(client -> isAfter(key, id, client)).toList();
    }

    private boolean isAfter(long placeKey, ClientId placeId, ClientSnapshot client) {
        int byKey = Long.compare(key.applyAsLong(client), placeKey);
        int order = byKey != 0 ? byKey : client.id().compareTo(placeId);
        return reversed ? order < 0 : order > 0;
    }
}
