package io.obt.model;

import io.obt.text.Excerpt;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A model's name by Ollama's grammar, {@code [host/][namespace/]model[:tag]}, brought into the form Ollama shows:
 * default host and namespace left out, the tag always there.
 *
 * <p>Two names are equal when they mean the same model, whatever their case: {@code LLAMA3.2} equals
 * {@code llama3.2:latest}. The spelling first given is kept. A class and not a record because equality is not that of
 * the text.
 *
 * <p>Grammar: {@code types/model/name.go} of ollama/ollama.
 */
public final class ModelName implements Comparable<ModelName> {
    private static final String DEFAULT_HOST = "registry.ollama.ai";
    private static final String DEFAULT_NAMESPACE = "library";
    private static final String DEFAULT_TAG = "latest";
    private static final int MAX_HOST = 350;
    private static final int MAX_PART = 80;

    private final String display;
    private final String folded;

    private ModelName(String display) {
        this.display = display;
        this.folded = display.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException saying which part breaks the grammar
     */
    public static ModelName of(String text) {
        int slash = text.lastIndexOf('/');
        int colon = text.lastIndexOf(':');
        boolean tagged = colon > slash;
        String tag = tagged ? text.substring(colon + 1) : DEFAULT_TAG;
        String model = text.substring(slash + 1, tagged ? colon : text.length());
        String namespace = null;
        String host = null;
        if (slash >= 0) {
            String before = text.substring(0, slash);
            int split = before.lastIndexOf('/');
            namespace = before.substring(split + 1);
            host = split < 0 ? null : before.substring(0, split);
        }
        check(text, "host", host, MAX_HOST, ".:");
        check(text, "namespace", namespace, MAX_PART, "");
        check(text, "model", model, MAX_PART, ".");
        check(text, "tag", tag, MAX_PART, ".");
        return new ModelName(shortest(host, namespace, model + ":" + tag));
    }

    private static String shortest(@Nullable String host, @Nullable String namespace, String model) {
        boolean usualHost = host == null || host.equalsIgnoreCase(DEFAULT_HOST);
        boolean usualNamespace = namespace == null || namespace.equalsIgnoreCase(DEFAULT_NAMESPACE);
        if (usualHost) {
            return usualNamespace ? model : namespace + "/" + model;
        }
        return host + "/" + namespace + "/" + model;
    }

    private static void check(String text, String what, @Nullable String part, int maxLength, String alsoAllowed) {
        if (part == null) {
            return;
        }
        if (part.isEmpty()) {
            throw new IllegalArgumentException(
                    "The " + what + " of the model name '" + Excerpt.of(text) + "' is empty");
        }
        if (part.length() > maxLength) {
            throw new IllegalArgumentException("The " + what + " of the model name '" + Excerpt.of(text) + "' has "
                    + part.length() + " characters; at most " + maxLength + " are allowed");
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
            if (!letter && (i == 0 || c != '-' && alsoAllowed.indexOf(c) < 0)) {
                throw new IllegalArgumentException("The " + what + " of the model name '" + Excerpt.of(text)
                        + "' may begin with a letter, digit or _ and go on with those, - "
                        + (alsoAllowed.isEmpty() ? "" : "and " + String.join(" ", alsoAllowed.split(""))));
            }
        }
    }

    /** Whether the letters of {@code text}, in any case, occur in this name. */
    public boolean contains(String text) {
        return folded.contains(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public int compareTo(ModelName other) {
        return folded.compareTo(other.folded);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ModelName name && folded.equals(name.folded);
    }

    @Override
    public int hashCode() {
        return folded.hashCode();
    }

    @Override
    public String toString() {
        return display;
    }
}
