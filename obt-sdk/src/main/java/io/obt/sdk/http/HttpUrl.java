package io.obt.sdk.http;

import java.net.URI;

/** The address of a server: {@code http} or {@code https}, a host, perhaps a port and a path in front of its own. */
public final class HttpUrl {
    private HttpUrl() {}

    /**
     * The same address without a slash at its end.
     *
     * @throws IllegalArgumentException saying what is wrong with it; a password in it is not repeated
     */
    public static URI checked(URI url) {
        String scheme = url.getScheme();
        if (url.getRawUserInfo() != null
                || String.valueOf(url.getRawAuthority()).contains("@")) {
            throw new IllegalArgumentException("A server's URL holds no user name and no password");
        }
        if (scheme == null || !scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            throw wrong(url, "begins with http:// or https://");
        }
        if (url.getHost() == null || url.getPort() > 65_535 || url.getPort() == 0) {
            throw wrong(url, "names a host, and a port from 1 to 65535 if any");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw wrong(url, "has no ? and no #");
        }
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.replaceFirst("/+$", "")) : url;
    }

    private static IllegalArgumentException wrong(URI url, String rule) {
        return new IllegalArgumentException("A server's URL " + rule + ", which this does not: '" + url + "'");
    }
}
