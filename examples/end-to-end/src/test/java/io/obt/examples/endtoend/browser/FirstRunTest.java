package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.obt.examples.ollama.SimulatedLibrary;
import org.junit.jupiter.api.Test;

/** A server that no client knows yet. */
class FirstRunTest extends DashboardTest {
    @Test
    void theCommandToRunNamesThisServerAndTheFirstClientTurnsThePageIntoTheFleet() {
        tab.open("");
        assertThat(tab.find("obt-welcome h2")).hasText("No client yet");
        assertThat(tab.find("obt-welcome obt-command code")).hasText("./obt agent --server " + fleet.url());
        assertThat(tab.find(".waiting")).containsText("Waiting for the first heartbeat");
        tab.becomesLive();

        fleet.agent("desk", SimulatedLibrary.model("llama3.2"));
        assertThat(tab.heading()).hasText("All good.");
        assertThat(tab.find("obt-welcome")).not().isAttached();
        assertThat(tab.find(".hero p")).hasText("1 client online, 1 model, 0 loaded.");
        assertThat(tab.find(".demo")).not().isAttached();
    }

    @Test
    void theListsSayTheSameAndFillByThemselves() {
        tab.open("#/clients");
        assertThat(tab.find("obt-welcome h2")).hasText("No client yet");
        tab.follow("Models");
        assertThat(tab.find("obt-welcome h2")).hasText("No client yet");
        tab.becomesLive();

        fleet.agent("desk");
        assertThat(tab.find("obt-notice")).containsText("No model on any client yet.");
        assertThat(tab.find("obt-notice")).containsText("ollama pull llama3.2");
        tab.follow("Clients");
        assertThat(tab.client("desk").locator(".state-word")).hasText("Online");
    }
}
