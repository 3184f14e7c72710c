package io.obt.text;

/** Strangers' text, made fit for a message: short, of one line, and possible to write as UTF-8. */
public final class Excerpt {
    private static final int SHOWN = 80;
    // What moves the cursor, cannot be seen, or is half a character.
    private static final String UNFIT = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]";

    private Excerpt() {}

    /** About the first 80 characters of {@code text}, with {@code ?} for each that would garble a line. */
    public static String of(String text) {
        String start = text.length() > SHOWN ? text.substring(0, endOfCharacter(text)) + "…" : text;
        return start.replaceAll(UNFIT, "?");
    }

    private static int endOfCharacter(String text) {
        return Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
    }
}
