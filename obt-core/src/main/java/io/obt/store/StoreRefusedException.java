package io.obt.store;

/**
 * The store answers and will not serve us until a person changes something: a password, a right, a version. A server that
 * starts should end with the message; one that runs goes on without its store.
 */
public final class StoreRefusedException extends StoreUnavailableException {
    private static final long serialVersionUID = 1;

    public StoreRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
