package io.obt.protocol;

import java.util.List;

/** What came in is not the message that was expected; says where and why, for the sender to act on. */
public final class InvalidMessageException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<FieldError> errors;
    private final boolean overLimit;

    InvalidMessageException(String pointer, String detail, boolean overLimit) {
        super(detail, null, false, false);
        this.errors = List.of(new FieldError(pointer, detail));
        this.overLimit = overLimit;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** Whether the message was well-formed, and merely more than anybody may send. */
    public boolean isOverLimit() {
        return overLimit;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
