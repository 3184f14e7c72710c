package io.obt.text;

import java.util.regex.Pattern;

/** Strangers' text, made fit for a message: short, of one line, and possible to write as UTF-8. */
public final class Excerpt {
    private static final int SHOWN = 80;
    // What moves the cursor, cannot be seen, or is half a character.
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private Excerpt() {}

    /** About the first 80 characters of {@code text}, with {@code ?} for each that would garble a line. */
    public static String of(String text) {
        return UNFIT.matcher(cut(text, SHOWN)).replaceAll("?");
    }

    /** {@code text} as it is, or of a longer one its first {@code most} characters and an ellipsis. */
    public static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, endOfCharacter(text, most)) + "…" : text;
    }

    private static int endOfCharacter(String text, int most) {
        return Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    }
}
