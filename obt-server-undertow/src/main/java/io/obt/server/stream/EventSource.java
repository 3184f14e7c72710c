package io.obt.server.stream;

import io.obt.event.EventLog;
import java.util.concurrent.Executor;

/**
 * What every stream reads from.
 *
 * @param replays where the store may be waited for
 */
record EventSource(EventLog log, EventTexts texts, Executor replays) {}
