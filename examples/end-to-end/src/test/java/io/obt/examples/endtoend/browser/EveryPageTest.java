package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** For everybody, on everything: axe-core finds nothing, and nothing is wider than the screen, in both themes. */
class EveryPageTest extends DashboardTest {
    private static final SimulatedModel LLAMA = SimulatedLibrary.model("llama3.2");
    private static final Map<String, ?> NO_OLLAMA =
            Map.of("ollama", Map.of("available", false, "error", "Nobody answers. Is it running? Try: ollama serve"));

    @Test
    void aFleetInEveryState() {
        aFleetWithLongNames();
        tab.open("");
        assertThat(tab.find("obt-attention li", "silent")).isVisible();
        assertThat(tab.find(".counters a", "Loaded").locator(".number")).hasText("1");
        check();
        tab.follow("Clients");
        assertThat(tab.client("silent")).isVisible();
        check();
        tab.find("obt-facets > details > summary").click();
        tab.client("gone").locator("input").check();
        assertThat(tab.find("obt-selection")).isVisible();
        check();
        tab.find("obt-selection button", "Forget…").click();
        assertThat(tab.find("dialog[open]")).isVisible();
        check();
        tab.page().keyboard().press("Escape");
        tab.go("#/clients?status=left&status=offline");
        assertThat(tab.find(".hidden")).isVisible();
        check();
        tab.go("#/models?open=llama3.2:latest");
        assertThat(tab.find(".variants")).isVisible();
        check();
        tab.follow("Events");
        assertThat(tab.find("tr[data-event]").first()).isVisible();
        check();
        tab.go("#/events?tab=audit");
        assertThat(tab.find("tr[data-change]").first()).isVisible();
        check();
    }

    @Test
    void eachTabOfAClient() {
        aFleetWithLongNames();
        tab.open("#/clients/desk");
        for (String id : List.of("desk", "i".repeat(64), "gone")) {
            for (String part : List.of("overview", "timeline", "models", "events", "raw")) {
                tab.go("#/clients/" + id + "?tab=" + part);
                assertThat(tab.heading()).hasText(id);
                assertThat(tab.find(".tabs [aria-current]")).isVisible();
                assertThat(tab.find("section .facts, obt-timeline .moments li, section table, .raw, section obt-notice")
                                .first())
                        .isVisible();
                check();
            }
        }
    }

    @Test
    void modelsOfMoreClientsThanHaveColumns() {
        for (int i = 0; i < 31; i++) {
            fleet.reportOnce(
                    "c-" + i,
                    Map.of("labels", Map.of("site", "v".repeat(60) + i % 4)),
                    wellWith(List.of(Map.of("name", "m".repeat(70) + ":latest"))));
        }
        tab.open("#/models");
        assertThat(tab.find("td.group").first()).isAttached();
        check();
    }

    private void aFleetWithLongNames() {
        Map<String, String> labels = IntStream.range(0, 16)
                .boxed()
                .collect(Collectors.toMap(i -> "l".repeat(62) + (char) ('a' + i), i -> "v".repeat(64)));
        fleet.fallSilent("silent");
        fleet.leave("gone");
        fleet.reportOnce("i".repeat(64), Map.of("labels", labels), NO_OLLAMA);
        fleet.agent("desk", LLAMA, SimulatedLibrary.model("gpt-oss:120b-cloud"))
                .load("llama3.2", Duration.ofMinutes(5));
        fleet.agent("gpu-01", Map.of("site", "lab"), LLAMA.variant("older"));
        fleet.agent(
                "gpu-02",
                SimulatedModel.named("hf.co/" + "n".repeat(80) + "/" + "m".repeat(80) + ":" + "t".repeat(80)));
    }

    @Test
    void aFleetWithoutClients() {
        tab.open("");
        for (String hash : List.of("#/", "#/clients", "#/models")) {
            tab.go(hash);
            assertThat(tab.find("obt-welcome")).isVisible();
            check();
        }
        tab.go("#/connect");
        assertThat(tab.find(".waiting")).isVisible();
        check();
        tab.go("#/events?tab=audit");
        assertThat(tab.find("obt-notice")).containsText("No change yet.");
        check();
        tab.go("#/events?type=CLIENT_LEFT");
        assertThat(tab.find("obt-notice")).containsText("No event of type Client left is kept.");
        check();
    }

    @Test
    void aServerThatIsAway() {
        fleet.reportOnce("desk", Map.of(), NO_OLLAMA);
        tab.open("#/clients");
        assertThat(tab.client("desk")).isVisible();
        tab.becomesLive();
        tab.expectFailedRequests();
        fleet.stopServer();
        assertThat(tab.find("main[data-old]")).isVisible();
        check();
        for (String hash : List.of("#/", "#/models", "#/events", "#/clients/desk", "#/clients/desk?tab=timeline")) {
            tab.go(hash);
            assertThat(tab.find("main[data-old] .skeleton")).isAttached();
            check();
        }
    }

    @Test
    void aListThatTheServerRefusesOrThatIsEmptyOrNoPageAtAll() {
        fleet.reportOnce("desk", Map.of(), NO_OLLAMA);
        tab.expectFailedRequests();
        tab.open("#/clients?sort=beauty");
        assertThat(tab.find("obt-notice")).containsText("The server did not accept this.");
        check();
        tab.go("#/clients?q=nobody");
        assertThat(tab.find("obt-notice")).containsText("0 of 1 clients match");
        check();
        tab.go("#/models?family=none");
        assertThat(tab.find("obt-notice")).containsText("No model on any client yet.");
        check();
        tab.go("#/clients/nobody");
        assertThat(tab.find("obt-notice")).containsText("The server does not show this client.");
        check();
        fleet.leave("gone");
        fleet.call("DELETE", "/api/v1/clients/gone", Map.of(), null);
        tab.go("#/clients/gone");
        assertThat(tab.find(".last")).isVisible();
        check();
        tab.go("#/clients/desk?tab=timeline&window=soon");
        assertThat(tab.find("obt-notice")).containsText("The server did not accept this.");
        check();
        tab.go("#/nowhere");
        assertThat(tab.heading()).hasText("Not found");
        check();
    }

    private void check() {
        tab.assertFits();
        tab.assertAccessible();
    }
}
