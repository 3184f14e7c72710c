package io.obt.overview;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one thing that clients differ in, and how many clients have each.
 *
 * @param name what a list of clients is narrowed by: {@code status}, {@code label}, {@code gpu}
 * @param values the most common ones, those first
 * @param more how many values there are beyond these
 */
public record Facet(String name, List<Value> values, int more) {
    /** How many values a facet names. */
    public static final int NAMED_VALUES = 20;

    private static final Comparator<Value> MOST_COMMON_FIRST =
            Comparator.comparingInt(Value::count).reversed().thenComparing(Value::value);

    public Facet {
        values = List.copyOf(values);
    }

    /** A value, and how many clients have it. */
    public record Value(String value, int count) {}

    /** How many clients have which value, while it is being counted. */
    static final class Tally {
        private final String name;
        private final Map<Object, int[]> counts = new HashMap<>();

        Tally(String name) {
            this.name = name;
        }

        /** One client more has {@code value}; equal ones are one, shown as the first of them is written. */
        void add(Object value) {
            counts.computeIfAbsent(value, key -> new int[1])[0]++;
        }

        Facet facet() {
            List<Value> values = counts.entrySet().stream()
                    .map(each -> new Value(each.getKey().toString(), each.getValue()[0]))
                    .sorted(MOST_COMMON_FIRST)
                    .toList();
            int named = Math.min(NAMED_VALUES, values.size());
            return new Facet(name, values.subList(0, named), values.size() - named);
        }
    }
}
