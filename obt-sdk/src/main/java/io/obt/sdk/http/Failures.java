package io.obt.sdk.http;

import io.obt.tls.Trust;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Puts into words why an exchange failed. {@code java.net.http} leaves much of it without a message. */
public final class Failures {
    /** What went wrong, as far as it changes what a person should do about it. */
    public enum Kind {
        /** Nobody listens there. */
        REFUSED,
        /** The host has no address, or there is no way to it. */
        UNREACHABLE,
        /** The host did not accept a connection in time. */
        CONNECT_TIMEOUT,
        /** The connection was accepted, but the whole answer did not come in time. */
        TIMEOUT,
        /** The connection ended before the answer did. */
        CUT,
        /** What came back is not HTTP. */
        NOT_HTTP,
        /** What came back is longer than is taken. */
        TOO_LARGE,
        /** The two sides did not agree on TLS. */
        TLS,
        /** Anything else. */
        OTHER
    }

    private Failures() {}

    /** Sorts a failure of {@link Transport#exchange}. */
    public static Kind kind(IOException failure) {
        if (failure instanceof HttpConnectTimeoutException) {
            return Kind.CONNECT_TIMEOUT;
        }
        if (failure instanceof HttpTimeoutException) {
            return Kind.TIMEOUT;
        }
        if (caused(failure, UnresolvedAddressException.class)
                || caused(failure, UnknownHostException.class)
                || caused(failure, NoRouteToHostException.class)) {
            return Kind.UNREACHABLE;
        }
        if (caused(failure, TooLargeException.class)) {
            return Kind.TOO_LARGE;
        }
        if (failure instanceof ConnectException) {
            return Kind.REFUSED;
        }
        if (failure instanceof SSLException) {
            return Kind.TLS;
        }
        if (failure instanceof NotHttpException || failure instanceof ProtocolException) {
            return Kind.NOT_HTTP;
        }
        return caused(failure, EOFException.class) ? Kind.CUT : Kind.OTHER;
    }

    /** The failure in a few words, like {@code connection refused}: to stand in brackets after what failed. */
    public static String reason(IOException failure) {
        return switch (kind(failure)) {
            case REFUSED -> "connection refused";
            case UNREACHABLE -> "host unknown or unreachable";
            case CONNECT_TIMEOUT -> "the host does not accept connections";
            case TIMEOUT -> Optional.ofNullable(failure.getMessage()).orElse("no answer in time");
            case CUT -> "connection closed before the answer was whole";
            case NOT_HTTP -> "the answer is not HTTP";
            case TOO_LARGE -> "the answer is too long";
            case TLS -> failure instanceof SSLException tls ? Trust.reason(tls) : "TLS failed";
            case OTHER ->
                Optional.ofNullable(failure.getMessage())
                        .orElse(failure.getClass().getSimpleName());
        };
    }

    /** The same for a server that has not answered yet, and perhaps is called by the wrong scheme. */
    public static String reason(IOException failure, URI called) {
        Kind kind = kind(failure);
        boolean perhapsTls = "http".equalsIgnoreCase(called.getScheme()) && (kind == Kind.CUT || kind == Kind.NOT_HTTP);
        return reason(failure) + (perhapsTls ? "; if it speaks TLS, its address begins with https://" : "");
    }

    /** A short duration for people: {@code 5 s}, {@code 250 ms}. */
    public static String words(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
