package io.obt.server.http;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A place in a document that was read from YAML; what is not there is absent, and so is everything in it. */
record YamlNode(@Nullable Object value) {
    private static final YamlNode ABSENT = new YamlNode(null);

    static YamlNode of(Object value) {
        return new YamlNode(value);
    }

    boolean isAbsent() {
        return value == null;
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> map && map.containsKey(name);
    }

    YamlNode at(String name) {
        return value instanceof Map<?, ?> map ? new YamlNode(map.get(name)) : ABSENT;
    }

    /** The text at {@code name}; empty when there is none. */
    String text(String name) {
        return at(name).asText();
    }

    String asText() {
        return value == null ? "" : String.valueOf(value);
    }

    /** The items of a list, in their order. */
    Stream<YamlNode> all() {
        return value instanceof List<?> list ? list.stream().map(YamlNode::new) : Stream.empty();
    }

    /** The entries of a map, in their order. */
    void each(BiConsumer<String, YamlNode> consumer) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> consumer.accept(String.valueOf(name), new YamlNode(entry)));
        }
    }

    /** What {@code node} is, or what it refers to in this document. */
    YamlNode resolved(YamlNode node) {
        String reference = node.text("$ref");
        YamlNode found = reference.isEmpty() ? node : this;
        for (String step :
                reference.isEmpty() ? new String[0] : reference.substring(2).split("/", -1)) {
            found = found.at(step);
        }
        return found;
    }
}
