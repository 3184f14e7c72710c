package io.obt.server.http;

import io.obt.client.ClientSnapshot;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.function.Function;

/**
 * The order of a list of clients: a key that sorts as text, then the id, so that every client has one place in it.
 *
 * @param name as the query says it
 */
record ClientOrder(String name, Function<ClientSnapshot, String> key, boolean reversed) {
    // A time's usual text leaves zeros out, so that it sorts wrongly as text.
    private static final DateTimeFormatter SORTABLE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn").withZone(ZoneOffset.UTC);

    static ClientOrder of(String name, long nowNanos) {
        boolean reversed = name.startsWith("-");
        Function<ClientSnapshot, String> key = switch (reversed ? name.substring(1) : name) {
            case "clientId" -> client -> "";
            case "status" -> client -> String.valueOf(client.status(nowNanos).ordinal());
            case "lastSeen" -> client -> SORTABLE.format(client.contact().lastSeen());
            default ->
                throw new BadRequestException(
                        "The query parameter 'sort' is clientId, status or lastSeen, with - in front to reverse it");
        };
        return new ClientOrder(name, key, reversed);
    }

    Comparator<ClientSnapshot> comparator() {
        Comparator<ClientSnapshot> order = Comparator.comparing(key).thenComparing(ClientSnapshot::id);
        return reversed ? order.reversed() : order;
    }

    String cursorAt(ClientSnapshot last) {
        return Parameters.cursor(name, key.apply(last), last.id().value());
    }

    /** Whether {@code client} comes after the place of a cursor. */
    boolean isAfter(String[] place, ClientSnapshot client) {
        if (!place[0].equals(name)) {
            throw new BadRequestException(
                    "The query parameter 'cursor' belongs to a list sorted by another key; begin again without it");
        }
        int byKey = key.apply(client).compareTo(place[1]);
        int order = byKey != 0 ? byKey : client.id().value().compareTo(place[2]);
        return reversed ? order < 0 : order > 0;
    }
}
