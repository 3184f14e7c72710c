package io.obt.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.OllamaState;
import io.obt.registry.Report;
import io.obt.store.PoisonText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Free text is only text: it crosses the wire and comes out as it went in. */
final class FreeTextTest {
    @Test
    void poisonCrossesTheWireAsText() throws InvalidMessageException {
        for (String text : PoisonText.ALL) {
            ModelMessage model = new ModelMessage(
                    "x", null, null, null, text, text, List.of(text), text, text, null, List.of(text), text);
            HeartbeatRequest sent =
                    new HeartbeatRequest("r", 1L, new OllamaState(false, text, text), text, List.of(model), null, null);

            HeartbeatRequest received = Json.read(Json.write(sent), HeartbeatRequest.class);

            assertThat(received).isEqualTo(sent);
            Report report = received.toReport();
            assertThat(report.ollama().error()).isEqualTo(text);
            assertThat(report.inventory().models().get(0).descriptor().family()).isEqualTo(text);
        }
    }

    @Test
    void whatIsReportedIsWhatWasSent() throws InvalidMessageException {
        HeartbeatRequest request = GoldenMessages.heartbeatRequest();
        Report report = request.toReport();
        assertThat(report.fingerprint()).isEqualTo(request.inventoryFingerprint());
        assertThat(report.inventory().models().stream().map(ModelMessage::of).toList())
                .isEqualTo(request.models());
        assertThat(report.loaded().stream().map(LoadedMessage::of).toList()).isEqualTo(request.loaded());
        assertThat(report.usage()).isEqualTo(request.usage());
        assertThat(report.sequence()).isEqualTo(42);
    }

    @Test
    void reportWithoutModelsLeavesThemAsTheyAre() throws InvalidMessageException {
        Report report = GoldenMessages.leastHeartbeatRequest().toReport();
        assertThat(report.inventory()).isNull();
        assertThat(report.loaded()).isNull();
        assertThat(report.fingerprint()).isNull();
    }

    @Test
    void eventIsTheSameOnBothSides() throws InvalidMessageException {
        EventMessage event = GoldenMessages.event();
        assertThat(EventMessage.of(event.toEvent())).isEqualTo(event);
        assertThat(Json.read(Json.write(event), EventMessage.class).toEvent()).isEqualTo(event.toEvent());
    }
}
