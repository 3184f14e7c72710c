package io.obt.server.http;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list: a key, then a name, so that every item has one place in it, which a cursor names.
 *
 * @param sort as the query says it, with - in front when it is reversed
 * @param key what is compared first
 * @param name what tells one item from all others
 * @param named the name in a cursor; a bad request if it is none
 */
record ListOrder<T, N extends Comparable<N>>(
        String sort, ToLongFunction<T> key, Function<T, N> name, Function<String, N> named) {
    private static final String REVERSED = "-";
    private static final int CURSOR_PARTS = 3;

    /** What {@code sort} orders by, either way. */
    static String keyOf(String sort) {
        return sort.startsWith(REVERSED) ? sort.substring(REVERSED.length()) : sort;
    }

    /** The items that a request asks for, how many there are in all, and where to go on; null at the end. */
    record Part<T>(List<T> items, int total, @Nullable String nextCursor) {}

    /** At most {@code limit} of {@code items}, from the place on that the cursor of {@code request} names. */
    Part<T> part(Request request, List<T> items, int limit) {
        List<T> left = Parameters.place(request, CURSOR_PARTS)
                .map(place -> after(place, items))
                .orElse(items);
        List<T> first = first(left, limit);
        return new Part<>(first, items.size(), left.size() > limit ? cursorAt(first.get(limit - 1)) : null);
    }

    private record Placed<T>(long key, T item) {}

    // The others are looked at once and never sorted.
    private List<T> first(List<T> items, int limit) {
        Comparator<Placed<T>> ascending =
                Comparator.<Placed<T>>comparingLong(Placed::key).thenComparing(placed -> name.apply(placed.item()));
        Comparator<Placed<T>> order = isReversed() ? ascending.reversed() : ascending;
        PriorityQueue<Placed<T>> best = new PriorityQueue<>(order.reversed());
        for (T item : items) {
            best.add(new Placed<>(key.applyAsLong(item), item));
            if (best.size() > limit) {
                best.poll();
            }
        }
        return best.stream().sorted(order).map(Placed::item).toList();
    }

    private boolean isReversed() {
        return sort.startsWith(REVERSED);
    }

    private String cursorAt(T last) {
        return Parameters.cursor(
                sort, String.valueOf(key.applyAsLong(last)), name.apply(last).toString());
    }

    private List<T> after(String[] place, List<T> items) {
        if (!place[0].equals(sort)) {
            throw new BadRequestException(
                    "The query parameter 'cursor' belongs to a list sorted by another key; begin again without it");
        }
        long placeKey = Parameters.cursorKey(place[1]);
        N placeName = named.apply(place[2]);
        return items.stream().filter(item -> isAfter(placeKey, placeName, item)).toList();
    }

    private boolean isAfter(long placeKey, N placeName, T item) {
        int byKey = Long.compare(key.applyAsLong(item), placeKey);
        int order = byKey != 0 ? byKey : name.apply(item).compareTo(placeName);
        return isReversed() ? order < 0 : order > 0;
    }
}
