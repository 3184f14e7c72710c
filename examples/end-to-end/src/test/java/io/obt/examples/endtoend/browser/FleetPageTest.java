package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import io.obt.examples.ollama.Fault;
import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedModel;
import io.obt.examples.ollama.SimulatedOllama;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Home: is the fleet well, what needs a person, what runs, what just happened. */
class FleetPageTest extends DashboardTest {
    private static final SimulatedModel LLAMA = SimulatedLibrary.model("llama3.2");

    @Test
    void aFleetThatIsWellIsOneGoodSentence() {
        fleet.agent("desk", LLAMA);
        fleet.agent("gpu-01", LLAMA, SimulatedLibrary.model("qwen3:32b"));
        tab.open("");

        assertThat(tab.find(".hero p")).hasText("2 clients online, 2 models, 0 loaded.");
        assertThat(tab.heading()).hasText("All good.");
        assertThat(tab.find("#attention")).not().isAttached();
    }

    @Test
    void anIllClientAppearsByItselfWithReasonAndNextStepAndGoesWhenItIsWell() {
        SimulatedOllama ollama = fleet.agent("desk", LLAMA);
        tab.open("");
        assertThat(tab.heading()).hasText("All good.");

        ollama.answerWith(Fault.REFUSE);
        Locator desk = tab.find("obt-attention li", "desk");
        assertThat(desk.locator("svg[data-status=DEGRADED]")).isVisible();
        assertThat(desk.locator(".state-word")).hasText("Degraded");
        assertThat(desk).containsText("Ollama does not answer at " + ollama.url());
        assertThat(desk).containsText("Try: ollama serve");
        assertThat(tab.heading()).hasText("1 client needs attention.");
        assertThat(tab.find(".hero p")).hasText("1 whose Ollama does not answer, 0 clients online.");
        assertThat(tab.find("section", "Since this page was opened")
                        .locator("li")
                        .first())
                .containsText("desk: Ollama does not answer");

        ollama.answerWith(Fault.NONE);
        assertThat(tab.heading()).hasText("All good.");
        assertThat(desk).not().isAttached();
    }

    @Test
    void aDiskThatIsFullIsNotAllGoodThoughEveryClientIsOnline() {
        fleet.reportOnce(
                "desk",
                Map.of("hardware", Map.of("diskBytes", 1_000_000_000_000L)),
                Map.of("ollama", Map.of("available", true), "usage", Map.of("diskFreeBytes", 10_000_000_000L)));
        tab.open("");
        assertThat(tab.heading()).hasText("1 client needs attention.");
        assertThat(tab.find(".hero")).hasAttribute("data-mood", "odd");
        assertThat(tab.find(".hero p")).hasText("1 disk nearly full, 1 client online.");
        tab.follow("1 disk nearly full");
        assertThat(tab.heading()).hasText("desk");
    }

    @Test
    void whateverNeedsAttentionIsInTheSentence() {
        fleet.reportOnce("desk", Map.of(), Map.of("ollama", Map.of("available", true)));
        needsAttention(3, item("CONFLICT", "desk"), item("FLAPPING", "gpu-01"), item("DISK", "desk"));
        tab.open("");
        assertThat(tab.heading()).hasText("2 clients need attention.");
        assertThat(tab.find(".hero")).hasAttribute("data-mood", "bad");
        assertThat(tab.find(".hero p")).hasText("1 in conflict, 1 flapping, 1 disk nearly full, 1 client online.");

        needsAttention(12, item("FLAPPING", "desk"), item("FLAPPING", "gpu-01"));
        tab.reopen("");
        assertThat(tab.heading()).hasText("At least 2 clients need attention.");
        assertThat(tab.find(".hero")).hasAttribute("data-mood", "odd");
    }

    private void needsAttention(int total, String... items) {
        String body = "{\"items\": [%s], \"total\": %d}".formatted(String.join(",", items), total);
        tab.page()
                .route(
                        "**/api/v1/attention?*",
                        route -> route.fulfill(new FulfillOptions()
                                .setContentType("application/json")
                                .setBody(body)));
    }

    private static String item(String kind, String clientId) {
        return "{\"kind\": \"%s\", \"clientId\": \"%s\", \"reason\": \"so it is\"}".formatted(kind, clientId);
    }

    @Test
    void differentDigestsOfOneNameAreNamedWithTheCommandThatMendsIt() {
        fleet.agent("desk", LLAMA);
        fleet.agent("gpu-01", LLAMA.variant("older"));
        tab.open("");

        Locator drift = tab.find("obt-attention li", "llama3.2:latest");
        assertThat(drift).containsText("2 different digests on 2 clients");
        assertThat(tab.heading()).hasText("1 model needs a look.");

        drift.locator("a").click();
        assertThat(tab.find(".variants li")).hasCount(2);
        tab.follow("Fleet");

        tab.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        drift.getByRole(AriaRole.BUTTON).click();
        assertThat(drift.getByRole(AriaRole.BUTTON)).hasText("Copied");
        assertThat(tab.page().evaluate("navigator.clipboard.readText()")).isEqualTo("ollama pull llama3.2:latest");
    }

    @Test
    void everyNumberIsTheLengthOfTheListItLeadsTo() {
        Map<String, ?> noOllama = Map.of("ollama", Map.of("available", false, "error", "none here"));
        fleet.fallSilent("silent");
        fleet.leave("gone");
        fleet.reportOnce("ill-1", Map.of(), noOllama);
        fleet.reportOnce("ill-2", Map.of(), noOllama);
        fleet.agent("desk", LLAMA).load("llama3.2", Duration.ofMinutes(5));
        fleet.agent("gpu-01", LLAMA.variant("older"), SimulatedLibrary.model("qwen3:8b"));
        fleet.agent("gpu-02", LLAMA);
        tab.open("");

        Map<String, Integer> expected = Map.of(
                "Online",
                3,
                "Degraded",
                2,
                "No contact",
                0,
                "Offline",
                1,
                "Left",
                1,
                "Models",
                2,
                "Loaded",
                1,
                "Drifting",
                1);
        expected.forEach((label, n) -> {
            assertThat(counter(label).locator(".number")).hasText(String.valueOf(n));
            counter(label).click();
            String unit = Set.of("Models", "Loaded", "Drifting").contains(label) ? "model" : "client";
            assertThat(tab.listSize()).hasText(n + " " + unit + (n == 1 ? "" : "s"));
            assertThat(tab.find("tbody tr:not(.why)")).hasCount(n);
            tab.follow("Fleet");
        });
        // Three clients that are ill and one model that drifts.
        assertThat(tab.find("obt-attention li")).hasCount(4);
    }

    @Test
    void eachClientHasACardWithItsStateAndWhatItHasLoaded() {
        fleet.agent("desk", LLAMA).load("llama3.2", Duration.ofMinutes(5));
        fleet.reportOnce(
                "gpu-01",
                Map.of("hardware", Map.of("gpus", List.of(Map.of("name", "RTX 4090", "memoryBytes", 24_000_000_000L)))),
                Map.of("ollama", Map.of("available", true)));
        tab.open("");
        assertThat(card("desk")).containsText("llama3.2:latest");
        assertThat(card("desk").locator(".state-word")).hasText("Online");
        assertThat(card("gpu-01")).containsText("nothing loaded");
        assertThat(card("gpu-01")).containsText("0 models · 24 GB of VRAM");
        card("gpu-01").locator("a").click();
        assertThat(tab.heading()).hasText("gpu-01");
    }

    @Test
    void aFleetTooBigForCardsLeadsToTheTable() {
        for (int i = 0; i < 61; i++) {
            fleet.reportOnce("c-" + i, Map.of(), Map.of("ollama", Map.of("available", true)));
        }
        tab.open("");
        assertThat(tab.find(".cards")).not().isAttached();
        tab.follow("All 61 clients");
        assertThat(tab.listSize()).hasText("61 clients");
    }

    private Locator card(String id) {
        return tab.find("[data-card='" + id + "']");
    }

    private Locator counter(String label) {
        return tab.find(".counters a", label);
    }
}
