package io.obt.sdk.ollama;

import static java.util.Objects.requireNonNull;

import io.obt.sdk.http.HttpUrl;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an Ollama is, read from what its own variable {@code OLLAMA_HOST} holds, as Ollama reads it.
 *
 * <table>
 * <caption>Examples</caption>
 * <tr><td>{@code gpu-01}</td><td>{@code http://gpu-01:11434}</td></tr>
 * <tr><td>{@code :11500}</td><td>{@code http://localhost:11500}</td></tr>
 * <tr><td>{@code http://gpu-01}</td><td>{@code http://gpu-01:80}</td></tr>
 * <tr><td>{@code 0.0.0.0}</td><td>{@code http://127.0.0.1:11434}</td></tr>
 * </table>
 */
public record OllamaAddress(URI url) {
    /** Where Ollama listens when nobody says otherwise. */
    public static final OllamaAddress DEFAULT = new OllamaAddress(URI.create("http://localhost:11434"));

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^]]*]|[^:]*)(?::(.*))?");
    private static final Pattern EVERY_V6_ADDRESS = Pattern.compile("\\[[0:]*]");

    /** @throws IllegalArgumentException if {@code url} is not the URL of a server */
    public OllamaAddress {
        url = HttpUrl.checked(requireNonNull(url, "url"));
    }

    /**
     * Reads what {@code OLLAMA_HOST} holds: {@code host}, {@code host:port}, {@code :port}, or a URL, whose own default
     * port then holds. A port that is none is the default one, as it is for Ollama.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static OllamaAddress parse(String text) {
        String value = text.strip().replaceAll("^[\"']|[\"']$", "");
        int schemeEnd = value.indexOf("://");
        String scheme = schemeEnd < 0 ? "http" : value.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        String rest = schemeEnd < 0 ? value : value.substring(schemeEnd + 3);
        int pathStart = rest.indexOf('/');
        String authority = pathStart < 0 ? rest : rest.substring(0, pathStart);
        String path = pathStart < 0 ? "" : rest.substring(pathStart);
        String defaultPort = schemeEnd < 0 ? "11434" : scheme.equals("https") ? "443" : "80";

        Matcher parts = HOST_AND_PORT.matcher(isBareV6(authority) ? "[" + authority + "]" : authority);
        if (!parts.matches() || authority.contains("@")) {
            throw new IllegalArgumentException("OLLAMA_HOST is host, host:port, :port or a URL without a user name");
        }
        return new OllamaAddress(URI.create(
                scheme + "://" + thisMachine(parts.group(1)) + ":" + port(parts.group(2), defaultPort) + path));
    }

    private static boolean isBareV6(String authority) {
        return !authority.startsWith("[") && authority.indexOf(':') != authority.lastIndexOf(':');
    }

    // To listen everywhere is no address to call.
    private static String thisMachine(String host) {
        if (host.isEmpty()) {
            return "localhost";
        }
        return host.equals("0.0.0.0")
                ? "127.0.0.1"
                : EVERY_V6_ADDRESS.matcher(host).matches() ? "[::1]" : host;
    }

    private static String port(@Nullable String given, String defaultPort) {
        if (given == null || !given.matches("\\d{1,5}") || Integer.parseInt(given) > 65_535) {
            return defaultPort;
        }
        return given;
    }
}
