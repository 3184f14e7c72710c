package io.obt.server.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a web page comes from, as a browser says it: scheme, host and port, nothing else.
 *
 * @param text like {@code https://obt.example.org} or {@code http://10.0.0.7:8881}; a scheme's own port is left out
 */
public record Origin(String text) {
    /** Reads an origin; empty when it is none, because it has a path, or stands for several. */
    public static Optional<Origin> parse(String text) {
        try {
            URI url = new URI(text.toLowerCase(Locale.ROOT));
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!web || url.getHost() == null || !url.toString().equals(url.getScheme() + "://" + url.getAuthority())) {
                return Optional.empty();
            }
            boolean usualPort = url.getPort() == ("http".equals(url.getScheme()) ? 80 : 443);
            String port = url.getPort() < 0 || usualPort ? "" : ":" + url.getPort();
            return url.getUserInfo() == null && url.getPort() <= 65_535
                    ? Optional.of(new Origin(url.getScheme() + "://" + url.getHost() + port))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
