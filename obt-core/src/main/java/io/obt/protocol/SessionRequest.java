package io.obt.protocol;

/** A person shows a token to get a session for a browser: the body of {@code POST /api/v1/session}. */
public record SessionRequest(String token) {
    public SessionRequest {
        Fields.id("token", token);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "SessionRequest";
    }
}
