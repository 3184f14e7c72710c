package io.obt.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text that proves who somebody is: {@code obt_}, the role, and 256 random bits. It is shown once, to the one who gets it; a
 * server keeps its SHA-256 alone. Being random, it needs no salt and no slow hash.
 *
 * <pre>{@code obt_viewer_3q2-7wABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_}</pre>
 */
public final class Secret {
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("(obt_[a-z]{4,8}_)[A-Za-z0-9_-]{43}");

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** A new one. */
    public static Secret random(Role role, SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Secret(prefix(role) + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The secret that {@code text} is; empty when it cannot be one. */
    public static Optional<Secret> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new Secret(text)) : Optional.empty();
    }

    /** Whether it was made for {@code role}. */
    public boolean isFor(Role role) {
        return text.startsWith(prefix(role));
    }

    /** {@code text} with no more of each secret in it than its kind: for what somebody may have written in the wrong place. */
    public static String hiddenIn(String text) {
        return FORM.matcher(text).replaceAll("$1…");
    }

    private static String prefix(Role role) {
        return "obt_" + role.name().toLowerCase(Locale.ROOT) + "_";
    }

    /** All of it, for its owner. */
    public String text() {
        return text;
    }

    /** Its SHA-256 in 64 hex digits. */
    public String sha256() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Its kind alone: whatever is logged by accident is no secret. */
    @Override
    public String toString() {
        return hiddenIn(text);
    }
}
