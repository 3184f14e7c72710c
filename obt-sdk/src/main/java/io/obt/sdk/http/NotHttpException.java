package io.obt.sdk.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What came back cannot be read as HTTP. */
final class NotHttpException extends IOException {
    private static final long serialVersionUID = 1;

    NotHttpException(@Nullable Throwable cause) {
        super(cause);
    }
}
