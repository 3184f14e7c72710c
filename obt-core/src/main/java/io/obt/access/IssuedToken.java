package io.obt.access;

/**
 * A token and, this once, its secret.
 *
 * @param secret for whoever it was made for; the server forgets it
 */
public record IssuedToken(Token token, Secret secret) {}
