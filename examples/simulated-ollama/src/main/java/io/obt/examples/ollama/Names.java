package io.obt.examples.ollama;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ollama's grammar of model names: {@code [host/][namespace/]model[:tag]}. */
final class Names {
    private static final Pattern GRAMMAR = Pattern.compile("(?:(?:(?<host>[A-Za-z0-9_][A-Za-z0-9_.:-]{0,349})/)?"
            + "(?<namespace>[A-Za-z0-9_][A-Za-z0-9_-]{0,79})/)?"
            + "(?<model>[A-Za-z0-9_][A-Za-z0-9_.-]{0,79})(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}))?");

    // "gpt-oss:120b:cloud" is another way to write "gpt-oss:120b-cloud".
    private static final Pattern TAG_AND_CLOUD = Pattern.compile("(.*:[^:/]+):cloud");

    private Names() {}

    /** The name as Ollama shows it: default host and namespace left out, the tag always there. Empty for no name at all. */
    static Optional<String> display(String name) {
        Matcher cloud = TAG_AND_CLOUD.matcher(name);
        Matcher parts = GRAMMAR.matcher(cloud.matches() ? cloud.group(1) + "-cloud" : name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String tag = parts.group("tag");
        return Optional.of(place(parts.group("host"), parts.group("namespace")) + parts.group("model") + ":"
                + (tag == null ? "latest" : tag));
    }

    /** What two spellings of one name have in common: Ollama finds {@code llama3.2:latest} by {@code LLAMA3.2}. */
    static String key(String name) {
        return display(name).orElse(name).toLowerCase(Locale.ROOT);
    }

    private static String place(@Nullable String host, @Nullable String namespace) {
        if (host != null && !host.equalsIgnoreCase("registry.ollama.ai")) {
            return host + "/" + namespace + "/";
        }
        return namespace == null || namespace.equalsIgnoreCase("library") ? "" : namespace + "/";
    }
}
