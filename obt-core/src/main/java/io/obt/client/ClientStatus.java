package io.obt.client;

/** What a client's condition comes to, worst first: the order in which a person wants to see a fleet. */
public enum ClientStatus {
    /** Silent longer than its lease. */
    OFFLINE,
    /** The agent is alive, but its Ollama does not answer, or nothing was reported yet. */
    DEGRADED,
    /** Silent for three intervals, and its lease not declared over; computed on read, never stored. */
    STALE,
    /** The agent is alive and its Ollama answers. */
    ONLINE,
    /** The agent said goodbye. */
    LEFT;

    /** Whether the agent is expected to report, so that its silence means something. */
    public boolean isAlive() {
        return this == ONLINE || this == DEGRADED || this == STALE;
    }
}
