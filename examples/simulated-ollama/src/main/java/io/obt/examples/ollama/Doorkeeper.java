package io.obt.examples.ollama;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns away web pages of other sites ({@code Origin}) and names that are not this machine's ({@code Host}). */
final class Doorkeeper {
    private static final Pattern ORIGIN = Pattern.compile("(?<scheme>[a-z][a-z0-9+.-]*)://(?<authority>[^/]*)");
    private static final Pattern AUTHORITY = Pattern.compile("(?<host>\\[[0-9a-f:.]+]|[^:]*)(?::\\d+)?");
    private static final Pattern ADDRESS = Pattern.compile("\\[[0-9a-f:.]+]|\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Set<String> OWN_SCHEMES = Set.of("app", "file", "tauri", "vscode-webview", "vscode-file");
    private static final Set<String> OWN_ORIGINS = Set.of("localhost", "127.0.0.1", "0.0.0.0");
    private static final List<String> LOCAL_DOMAINS = List.of(".localhost", ".local", ".internal");

    private Doorkeeper() {}

    static boolean admits(Headers headers) {
        String host = headers.getFirst("Host");
        return admitsHost(host) && admitsOrigin(headers.getFirst("Origin"), host);
    }

    private static boolean admitsOrigin(@Nullable String origin, @Nullable String ownHost) {
        if (origin == null) {
            return true;
        }
        Matcher parts = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
        return parts.matches()
                && (OWN_SCHEMES.contains(parts.group("scheme"))
                        || OWN_ORIGINS.contains(host(parts.group("authority")))
                        || parts.group("authority").equalsIgnoreCase(ownHost));
    }

    private static boolean admitsHost(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return true;
        }
        String host = host(header.toLowerCase(Locale.ROOT));
        if (ADDRESS.matcher(host).matches()) {
            return isNear(host);
        }
        return host.equals("localhost") || LOCAL_DOMAINS.stream().anyMatch(host::endsWith) || isThisMachine(host);
    }

    private static String host(String authority) {
        Matcher parts = AUTHORITY.matcher(authority);
        return parts.matches() ? parts.group("host") : authority;
    }

    private static boolean isNear(String literal) {
        try {
            InetAddress address = InetAddress.getByName(literal);
            return address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isThisMachine(String host) {
        try {
            return host.equalsIgnoreCase(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
