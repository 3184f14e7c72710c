package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.ClientId;
import io.obt.event.EventLog;
import io.obt.event.EventType;
import io.obt.log.LogOf;
import io.obt.model.ModelName;
import io.obt.store.InMemoryFleetStore;
import io.obt.time.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server's log tells of its clients. */
final class FleetDiaryTest {
    private final EventLog events = new EventLog(new InMemoryFleetStore(), new ManualTime());
    private final FleetDiary diary = new FleetDiary(events);
    private final LogOf log = LogOf.type(FleetDiary.class);

    @AfterEach
    void end() {
        log.close();
    }

    @Test
    void eachChangeOfAClientIsOneLineAndToldOnce() {
        events.append(EventType.CLIENT_REGISTERED, new ClientId("desk"), null, "Agent 0.1.0 registered from 10.0.0.7");
        events.append(EventType.MODEL_LOADED, new ClientId("desk"), ModelName.of("llama3.2"), "loaded");
        events.append(EventType.FLEET_CONTACT_LOST, null, null, "Contact to 40 clients was lost at once");
        diary.step();
        diary.step();
        assertThat(log.lines())
                .containsExactly(
                        "INFO desk registered: Agent 0.1.0 registered from 10.0.0.7",
                        "INFO FLEET_CONTACT_LOST: Contact to 40 clients was lost at once");
    }

    @Test
    void whatWasBeforeIsNotTold() {
        events.append(EventType.CLIENT_LEFT, new ClientId("desk"), null, "the agent said goodbye");
        new FleetDiary(events).step();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void ofManyChangesTheFirstTwentyAreToldAndHowManyMore() {
        for (int i = 0; i < 300; i++) {
            events.append(EventType.CLIENT_OFFLINE, new ClientId("gpu-" + i), null, "silent");
        }
        diary.step();
        assertThat(log.lines()).hasSize(21).last().isEqualTo("INFO and 280 more; GET /api/v1/events lists them");
    }
}
