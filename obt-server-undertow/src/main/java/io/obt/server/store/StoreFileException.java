package io.obt.server.store;

import org.jspecify.annotations.Nullable;

/** The store's file cannot be used; it was left as it is. The message names the file and what to do. */
public final class StoreFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoreFileException(String message) {
        super(message);
    }

    StoreFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
