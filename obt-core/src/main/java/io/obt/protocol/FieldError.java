package io.obt.protocol;

/**
 * What is wrong with one field of a message.
 *
 * @param pointer where it is, as a JSON pointer (RFC 6901); empty for the whole message
 */
public record FieldError(String pointer, String detail) {}
