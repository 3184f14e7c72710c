package io.obt.access;

import java.util.Collection;
import java.util.List;

/** What {@link Access} needs of the store that keeps its tokens. Thread-safe; any method may find it unavailable. */
public interface TokenStore {
    /** All of them, in no order. */
    List<Token> tokens();

    /**
     * Keeps tokens, in the place of those with the same hash, and forgets others. Durable when it returns; the same changes may be
     * made again.
     */
    void changeTokens(Collection<Token> kept, Collection<Token> forgotten);
}
