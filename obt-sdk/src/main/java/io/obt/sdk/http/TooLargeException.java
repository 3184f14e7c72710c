package io.obt.sdk.http;

import java.io.IOException;

/** The answer's body is longer than the call takes; its rest was not read. */
final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    TooLargeException(int maxBytes) {
        super("the answer is longer than " + (maxBytes >= 1 << 20 ? (maxBytes >> 20) + " MiB" : maxBytes + " bytes"));
    }
}
