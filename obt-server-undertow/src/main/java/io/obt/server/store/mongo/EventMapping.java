package io.obt.server.store.mongo;

import io.obt.client.ClientId;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.model.ModelName;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;

/**
 * An event as a document of the collection {@code events}; docs/storage.md shows one.
 *
 * <p>Its time is a BSON date, because that is what the index for retention works on, and in {@code nanos} what a date
 * cannot hold: the nanoseconds below the millisecond, left out when there are none.
 */
final class EventMapping {
    private static final Schema SCHEMA = Schema.first("events");
    private static final int NANOS_A_MILLI = 1_000_000;

    private EventMapping() {}

    static Document toDocument(FleetEvent event) {
        int nanos = event.at().getNano() % NANOS_A_MILLI;
        return new Fields()
                .with("_id", event.id())
                .with(Schema.FIELD, SCHEMA.version())
                .with("type", event.type().name())
                .with("at", date(event.at()))
                .with("nanos", nanos == 0 ? null : nanos)
                .with(
                        "clientId",
                        event.clientId() == null ? null : event.clientId().value())
                .with("model", event.model() == null ? null : event.model().toString())
                .with("groupId", event.groupId())
                .with("detail", event.detail())
                .document();
    }

    /** The millisecond that {@code time} lies in. */
    static Date date(Instant time) {
        return new Date(time.toEpochMilli());
    }

    static FleetEvent toEvent(Document document) {
        return SCHEMA.read(document, EventMapping::event);
    }

    private static FleetEvent event(Stored stored) {
        Date at = Stored.present("at", stored.value("at", Date.class));
        Long nanos = stored.numberOrNull("nanos");
        String clientId = stored.textOrNull("clientId");
        String model = stored.textOrNull("model");
        return new FleetEvent(
                stored.number("_id"),
                EventType.valueOf(stored.text("type")),
                at.toInstant().plusNanos(nanos == null ? 0 : nanos),
                clientId == null ? null : new ClientId(clientId),
                model == null ? null : ModelName.of(model),
                stored.textOrNull("groupId"),
                stored.text("detail"));
    }
}
