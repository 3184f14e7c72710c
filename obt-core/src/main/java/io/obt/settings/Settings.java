package io.obt.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of one command: flag over environment over {@code .env} over default. An empty value counts as not set.
 * Immutable.
 *
 * <pre>{@code
 * Settings settings = Settings.of(Map.of(Setting.PORT, "0"), System.getenv(), Path.of(""));
 * int port = settings.port(Setting.PORT);
 * }</pre>
 */
public final class Settings {
    // Read by the tests and the shell, and no business of server or agent.
    private static final Set<String> KNOWN_ELSEWHERE =
            Set.of("OBT_TEST_MONGODB_URI", "OBT_TEST_OLLAMA_URL", "OBT_JAVA_OPTS", "OBT_NO_BUILD");

    private final Map<Setting, String> values;
    private final Map<String, String> environment;

    private Settings(Map<Setting, String> values, Map<String, String> environment) {
        this.values = values;
        this.environment = environment;
    }

    /**
     * Puts the sources together.
     *
     * @param workingDirectory where {@code .env} is looked for
     * @throws SettingException if {@code .env} cannot be read, or holds an {@code OBT_} key that does not exist
     */
    public static Settings of(Map<Setting, String> flags, Map<String, String> environment, Path workingDirectory) {
        Map<String, String> dotEnv = DotEnv.read(workingDirectory.resolve(".env"));
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String key = setting.key();
            Optional.ofNullable(flags.get(setting))
                    .or(() -> given(environment, key))
                    .or(() -> given(dotEnv, key))
                    .or(() -> usual(setting, values))
                    .ifPresent(value -> values.put(setting, value));
        }
        return new Settings(values, environment);
    }

    // Who has moved the server to another port of this machine need not say so twice.
    private static Optional<String> usual(Setting setting, Map<Setting, String> before) {
        String port = before.getOrDefault(Setting.PORT, "");
        return setting == Setting.SERVER_URL && port.matches("[1-9]\\d{0,4}")
                ? Optional.of("http://localhost:" + port)
                : setting.defaultText();
    }

    private static Optional<String> given(Map<String, String> source, String key) {
        return Optional.ofNullable(source.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    static boolean isKnownElsewhere(String key) {
        return KNOWN_ELSEWHERE.contains(key);
    }

    /** What the setting is set to, or its default, if it has one. */
    public Optional<String> text(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /**
     * The one of {@code allowed} that the setting is set to, whatever its case; {@code usual} when it is not set.
     *
     * @throws SettingException if it is none of them
     */
    public String oneOf(Setting setting, List<String> allowed, String usual) {
        String text = text(setting).orElse(usual);
        String folded = text.toLowerCase(Locale.ROOT);
        if (!allowed.contains(folded)) {
            throw SettingException.notAllowed(setting, text, inWords(allowed));
        }
        return folded;
    }

    private static String inWords(List<String> allowed) {
        int last = allowed.size() - 1;
        return String.join(", ", allowed.subList(0, last)) + " or " + allowed.get(last);
    }

    /** A variable of the environment that is not ours, like {@code OLLAMA_HOST}. */
    public Optional<String> foreign(String key) {
        return given(environment, key);
    }

    /** A port. @throws SettingException if it is not 0 to 65535 */
    public int port(Setting setting) {
        String text = text(setting).orElseThrow();
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw SettingException.notAllowed(setting, text, "a port from 0 to 65535");
    }

    /** A duration, if set. @throws SettingException if it is none */
    public Optional<Duration> duration(Setting setting) {
        return text(setting)
                .map(text -> DurationText.parse(text)
                        .orElseThrow(() -> SettingException.notAllowed(setting, text, DurationText.FORM)));
    }

    /** A path, absolute. @throws SettingException if the file system has no such paths */
    public Path path(Setting setting) {
        String text = text(setting).orElseThrow();
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw SettingException.notAllowed(setting, text, "a path of this system");
        }
    }
}
