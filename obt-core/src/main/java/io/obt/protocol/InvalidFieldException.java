package io.obt.protocol;

/** One field of a message is wrong; thrown while a message is being made of what came in. */
final class InvalidFieldException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String pointer;
    private final boolean overLimit;

    private InvalidFieldException(String pointer, boolean overLimit, String detail) {
        super(detail);
        this.pointer = pointer;
        this.overLimit = overLimit;
    }

    /** The field at {@code pointer}, as seen from the message's own start, breaks a rule. */
    static InvalidFieldException wrong(String pointer, String detail) {
        return new InvalidFieldException(pointer, false, detail);
    }

    /** The field at {@code pointer} is well-formed, and more than anybody may send. */
    static InvalidFieldException overLimit(String pointer, String detail) {
        return new InvalidFieldException(pointer, true, detail);
    }

    String pointer() {
        return pointer;
    }

    boolean isOverLimit() {
        return overLimit;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
