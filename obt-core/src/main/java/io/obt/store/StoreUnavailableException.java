package io.obt.store;

/** The store cannot keep or give anything now; nothing was acknowledged, and trying again later is harmless. */
public class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
