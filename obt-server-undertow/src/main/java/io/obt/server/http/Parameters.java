package io.obt.server.http;

import io.obt.client.ClientId;
import io.obt.client.Labels;
import io.obt.model.ModelName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads parameters by their grammar; what breaks it is a bad request that says what is allowed. */
final class Parameters {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    private Parameters() {}

    static ClientId clientId(Request request) {
        return clientId(request.path("clientId"));
    }

    static ClientId clientId(String text) {
        return parsed(text, ClientId::new);
    }

    static ModelName modelName(String text) {
        return parsed(text, ModelName::of);
    }

    /** @throws BadRequestException if it is neither {@code KEY} nor {@code KEY=VALUE} */
    static void checkLabel(String text) {
        parsed(text.contains("=") ? text : text + "=any", Labels::parse);
    }

    /** The key of a label. */
    static String labelKey(String text) {
        parsed(text, key -> Labels.of(Map.of(key, "any")));
        return text;
    }

    /** What {@code value} refuses is a bad request, in its own words. */
    static <F, T> T parsed(F text, Function<F, T> value) {
        try {
            return value.apply(text);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(String.valueOf(e.getMessage()));
        }
    }

    static int limit(Request request) {
        return limit(request, DEFAULT_LIMIT);
    }

    static int limit(Request request, int usual) {
        return request.query("limit")
                .map(text -> (int) number("limit", text, 1, MAX_LIMIT))
                .orElse(usual);
    }

    static long number(String name, String text, long least, long most) {
        if (text.matches("\\d{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new BadRequestException("The query parameter '" + name + "' is a number from " + least + " to " + most);
    }

    static Optional<Boolean> flag(Request request, String name) {
        return request.query(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadRequestException("The query parameter '" + name + "' is true or false");
        });
    }

    /** One of several words, in any case. */
    static <E extends Enum<E>> Optional<E> oneOf(Request request, String name, Class<E> type) {
        return request.query(name).map(text -> constant(name, text, type));
    }

    /** Any of several words, each in any case; empty when none is given. */
    static <E extends Enum<E>> Set<E> anyOf(Request request, String name, Class<E> type) {
        return request.queryAll(name).stream()
                .map(text -> constant(name, text, type))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
    }

    private static <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BadRequestException(
                        "The query parameter '" + name + "' is one of " + Arrays.toString(type.getEnumConstants())));
    }

    static BadRequestException notOurCursor() {
        return new BadRequestException(
                "The query parameter 'cursor' is not one that this list gave; begin again without it");
    }

    /** The sort key in a cursor. */
    static long cursorKey(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw notOurCursor();
        }
    }

    /** Where a list goes on, made of the last item's place in it. */
    static String cursor(String... place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\n", place).getBytes(StandardCharsets.UTF_8));
    }

    /** The place a cursor stands for. */
    static Optional<String[]> place(Request request, int parts) {
        return request.query("cursor").map(text -> {
            try {
                String[] place =
                        new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", -1);
                if (place.length == parts) {
                    return place;
                }
            } catch (IllegalArgumentException e) {
                // told below
            }
            throw notOurCursor();
        });
    }
}
