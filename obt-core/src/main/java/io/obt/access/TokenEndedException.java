package io.obt.access;

/** A token stopped working between being shown and being used: it expired, was revoked, or others used it up. */
public final class TokenEndedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TokenEndedException() {
        super(
                "The token does not work any more: it is used up, expired or revoked. Who runs the server makes another: obt token"
                        + " create");
    }
}
