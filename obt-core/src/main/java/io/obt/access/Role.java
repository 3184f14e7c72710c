package io.obt.access;

/** What a token lets its bearer do, and what a call asks of its caller. */
public enum Role {
    /** Everybody: a call that needs no token. */
    PUBLIC,
    /** A new agent: it may get a credential for its client, and nothing else. */
    JOIN,
    /** An agent with a credential: it may report for its own client, and nothing else. */
    AGENT,
    /** Sees the fleet. */
    VIEWER,
    /** Sees the fleet and steers it. */
    OPERATOR,
    /** Does all that people can: hands out tokens, moves the fleet, reads the audit log. */
    ADMIN;

    /** Whether who has this role may make a call that asks for {@code needed}. */
    public boolean covers(Role needed) {
        return needed == PUBLIC || this == needed || needed.isForPeople() && compareTo(needed) > 0;
    }

    /** Whether people have it, and not agents; of these each may do what those before it may. */
    public boolean isForPeople() {
        return compareTo(VIEWER) >= 0;
    }
}
