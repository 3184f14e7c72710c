package io.obt.server.stream;

import io.obt.event.EventLog;

/**
 * What every stream reads from.
 *
 * @param replays where the store is waited for
 */
record EventSource(EventLog log, EventTexts texts, Replays replays) {}
