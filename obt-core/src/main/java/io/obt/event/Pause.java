package io.obt.event;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server stood still for a while, to the second, and has noticed now: what a SERVER_PAUSED says. An event has nothing but
 * words for it, so here they are made and read.
 */
public record Pause(Duration length) {
    private static final Pattern WORDS = Pattern.compile("The server did not run for (\\d{1,10}) s; .*");

    public String inWords() {
        return "The server did not run for " + length.toSeconds()
                + " s; nobody is declared offline until it has listened for a while";
    }

    /** The pause that {@code event} tells of; empty for another event, or one in words that are none of ours. */
    public static Optional<Pause> in(FleetEvent event) {
        if (event.type() != EventType.SERVER_PAUSED) {
            return Optional.empty();
        }
        Matcher words = WORDS.matcher(event.detail());
        return words.matches()
                ? Optional.of(new Pause(Duration.ofSeconds(Long.parseLong(words.group(1)))))
                : Optional.empty();
    }
}
