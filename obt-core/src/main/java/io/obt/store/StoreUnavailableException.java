package io.obt.store;

/**
 * The store cannot keep or give anything now. The message says why, in words for people, and holds no secret.
 *
 * <p>Nothing was acknowledged. What was to be written may be in the store all the same, when it was the answer that got
 * lost; trying again is harmless.
 */
public class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreUnavailableException(String message) {
        super(message);
    }

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
