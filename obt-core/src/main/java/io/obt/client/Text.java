package io.obt.client;

/** Strangers' text, made fit for a message. */
final class Text {
    private static final int SHOWN = 80;

    private Text() {}

    /** At most 80 characters of {@code text}, control characters replaced, so that a log line stays one line. */
    static String shortened(String text) {
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
