package io.obt.settings;

import io.obt.text.Excerpt;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a {@code .env} file: {@code KEY=value} lines, {@code #} comments, an optional {@code export} in front, quotes
 * around a value if one likes. Keys that begin with {@code OBT_} must be known, since a misspelt one would be ignored.
 */
final class DotEnv {
    private DotEnv() {}

    static Map<String, String> read(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = withoutByteOrderMark(lines.get(i)).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String pair = line.startsWith("export ") ? line.substring("export ".length()) : line;
            int equals = pair.indexOf('=');
            String key = pair.substring(0, Math.max(0, equals)).strip();
            if (key.isEmpty()) {
                throw new SettingException(
                        file + ", line " + (i + 1) + ": expected KEY=value, found '" + Excerpt.of(line) + "'");
            }
            checkKnown(file, i + 1, key);
            values.put(key, unquoted(pair.substring(equals + 1).strip()));
        }
        return values;
    }

    // Windows writes one at the start of a file; it would hide the first key.
    private static String withoutByteOrderMark(String line) {
        return line.startsWith("\ufeff") ? line.substring(1) : line;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw new SettingException(file + " is not UTF-8 text");
        } catch (IOException e) {
            throw new SettingException(file + " cannot be read: " + e.getMessage());
        }
    }

    private static void checkKnown(Path file, int line, String key) {
        if (key.startsWith("OBT_") && Setting.withKey(key).isEmpty() && !Settings.isKnownElsewhere(key)) {
            throw new SettingException(file + ", line " + line + ": there is no setting " + Excerpt.of(key)
                    + "; did you mean " + nearest(key) + "?");
        }
    }

    private static String nearest(String key) {
        return Arrays.stream(Setting.values())
                .map(Setting::key)
                .min(Comparator.comparingInt(known -> distance(known, key)))
                .orElseThrow();
    }

    // Levenshtein: the fewest letters to change, add or leave out.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
