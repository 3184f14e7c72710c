package io.obt.protocol;

import io.obt.client.ClientId;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.history.PastStatus;
import io.obt.history.Span;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client was from one time to another.
 *
 * @param spans in order, without gap or overlap
 * @param marks what else happened to it or to the server, oldest first
 */
public record TimelineMessage(String clientId, Instant from, Instant to, List<SpanMessage> spans, List<Mark> marks) {
    /** A time through which it was the same; {@code reason} as the event said that began it. */
    public record SpanMessage(
            PastStatus status,
            Instant from,
            Instant to,
            @Nullable String reason) {}

    /** One event, without what all of these share. */
    public record Mark(Instant at, EventType type, String detail) {}

    public TimelineMessage {
        spans = List.copyOf(spans);
        marks = List.copyOf(marks);
    }

    public static TimelineMessage of(ClientId id, Instant from, Instant to, List<Span> spans, List<FleetEvent> marks) {
        return new TimelineMessage(
                id.value(),
                from,
                to,
                spans.stream()
                        .map(span -> new SpanMessage(span.status(), span.from(), span.to(), span.reason()))
                        .toList(),
                marks.stream()
                        .map(event -> new Mark(event.at(), event.type(), event.detail()))
                        .toList());
    }
}
