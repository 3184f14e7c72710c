package io.obt.client;

import io.obt.text.Excerpt;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a client's owner calls it: at most 16 pairs of a key and a value, each 1 to 64 of {@code A-Z a-z 0-9 . _ / -}.
 *
 * <p>Example: {@code Labels.parse("gpu=a100,site=lab")}.
 */
public record Labels(SortedMap<String, String> values) {
    /** How many labels one client may carry. */
    public static final int MAX = 16;

    public static final Labels NONE = new Labels(new TreeMap<>());

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._/-]{1,64}");

    /** @throws IllegalArgumentException if a key or value breaks the grammar, or there are more than {@value #MAX} */
    public Labels {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        if (values.size() > MAX) {
            throw new IllegalArgumentException("A client carries at most " + MAX + " labels, not " + values.size());
        }
        values.forEach((key, value) -> {
            checkWord("key", key);
            checkWord("value", value);
        });
    }

    public static Labels of(Map<String, String> values) {
        return values.isEmpty() ? NONE : new Labels(new TreeMap<>(values));
    }

    /**
     * Reads {@code key=value} pairs separated by commas; blanks around them do not count, an empty text is no label.
     *
     * @throws IllegalArgumentException saying which part is wrong
     */
    public static Labels parse(String text) {
        SortedMap<String, String> values = new TreeMap<>();
        for (String pair : text.split(",", -1)) {
            if (pair.isBlank()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "A label is written key=value, which this is not: '" + Excerpt.of(pair.strip()) + "'");
            }
            String key = pair.substring(0, equals).strip();
            if (values.put(key, pair.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException("The label '" + Excerpt.of(key) + "' is given twice");
            }
        }
        return of(values);
    }

    private static void checkWord(String what, String word) {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException("A label's " + what + " is 1 to 64 of A-Z a-z 0-9 . _ / -,"
                    + " which this is not: '" + Excerpt.of(word) + "'");
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> text.append(text.length() == 0 ? "" : ",")
                .append(key)
                .append('=')
                .append(value));
        return text.toString();
    }
}
