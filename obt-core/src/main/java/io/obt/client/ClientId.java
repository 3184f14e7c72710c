package io.obt.client;

import static java.util.Objects.requireNonNull;

import io.obt.text.Excerpt;
import java.util.regex.Pattern;

/** The name by which the fleet knows a client: 1 to 64 of {@code A-Z a-z 0-9 . _ -}, first a letter or digit. */
public record ClientId(String value) implements Comparable<ClientId> {
    private static final int MAX_LENGTH = 64;
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** @throws IllegalArgumentException if {@code value} breaks the grammar */
    public ClientId {
        if (!GRAMMAR.matcher(requireNonNull(value, "value")).matches()) {
            throw new IllegalArgumentException("A client id is 1 to 64 of A-Z a-z 0-9 . _ - and begins with a letter"
                    + " or digit, which this is not: '" + Excerpt.of(value) + "'");
        }
    }

    /**
     * The id a machine gets when nobody chose one: its host name, with what the grammar forbids replaced by {@code -}.
     *
     * <p>Example: {@code fromHostName("Anna's Mac.local")} is {@code Anna-s-Mac.local}.
     */
    public static ClientId fromHostName(String hostName) {
        String allowed = hostName.strip().replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[._-]+", "");
        if (allowed.isEmpty()) {
            return new ClientId("client");
        }
        return new ClientId(allowed.substring(0, Math.min(allowed.length(), MAX_LENGTH)));
    }

    @Override
    public int compareTo(ClientId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
