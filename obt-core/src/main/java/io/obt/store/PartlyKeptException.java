package io.obt.store;

import static java.util.Objects.requireNonNull;

/** The store kept a part of the changes. What it did not is in here; all the rest is durable. */
public final class PartlyKeptException extends StoreUnavailableException {
    private static final long serialVersionUID = 1;

    private final transient Changes notYet;
    private final transient Changes never;

    /**
     * @param cause why the rest was not kept
     * @param notYet what may be kept when it is tried again
     * @param never what the store will not take as it is, however often it is tried
     */
    public PartlyKeptException(StoreUnavailableException cause, Changes notYet, Changes never) {
        super(String.valueOf(cause.getMessage()), cause);
        this.notYet = requireNonNull(notYet, "notYet");
        this.never = requireNonNull(never, "never");
        if (notYet.isEmpty() && never.isEmpty()) {
            throw new IllegalArgumentException("All of it was kept; nothing failed");
        }
    }

    /** What may be kept when it is tried again. */
    public Changes notYet() {
        return notYet;
    }

    /** What the store will not take as it is; it takes everything else. */
    public Changes never() {
        return never;
    }
}
