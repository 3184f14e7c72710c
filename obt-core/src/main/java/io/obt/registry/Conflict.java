package io.obt.registry;

import java.time.Instant;

/**
 * Two agents that claim one client id.
 *
 * @param addresses where both called from
 * @param since when the quarrel was proven first
 */
public record Conflict(String addresses, Instant since) {}
