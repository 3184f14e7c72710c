package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import io.obt.examples.ollama.Fault;
import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedOllama;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The server goes away under an open page, and comes back. */
class ServerLostTest extends DashboardTest {
    // Longer than the longest pause between two tries.
    private static final HasTextOptions WITHIN_A_MINUTE = new HasTextOptions().setTimeout(60_000);

    @Test
    void oldDataIsMarkedWithItsTimeAndRenewedWithoutAReloadWhenTheServerIsBack() {
        SimulatedOllama ollama = fleet.agent("desk", SimulatedLibrary.model("llama3.2"));
        tab.open("");
        assertThat(tab.heading()).hasText("All good.");
        tab.becomesLive();

        tab.expectFailedRequests();
        fleet.stopServer();
        Locator lost = tab.find("obt-server-lost");
        assertThat(lost).containsText(Pattern.compile("No connection to the server since \\d\\d:\\d\\d:\\d\\d\\."));
        assertThat(lost).containsText(Pattern.compile("Showing what was known at \\d\\d:\\d\\d:\\d\\d\\."));
        assertThat(tab.find("main[data-old]")).isVisible();
        assertThat(tab.find("obt-connection-chip")).containsText("reconnecting");
        assertThat(tab.heading()).hasText("All good.");

        fleet.restartServer();
        assertThat(tab.find("obt-connection-chip")).hasText("live", WITHIN_A_MINUTE);
        assertThat(lost).isEmpty();
        assertThat(tab.find("main[data-old]")).not().isAttached();
        ollama.answerWith(Fault.REFUSE);
        assertThat(tab.heading()).hasText("1 client needs attention.");
    }

    @Test
    void theButtonForTheImpatientTriesAtOnce() {
        fleet.agent("desk", SimulatedLibrary.model("llama3.2"));
        tab.open("#/clients");
        assertThat(tab.client("desk").locator(".state-word")).hasText("Online");
        tab.becomesLive();

        tab.expectFailedRequests();
        fleet.stopServer();
        Locator retry = tab.page().getByText("Retry now");
        assertThat(retry).hasRole(AriaRole.BUTTON);
        assertThat(tab.client("desk")).isVisible();
        fleet.restartServer();
        retry.click();
        tab.becomesLive();
        assertThat(tab.client("desk").locator(".state-word")).hasText("Online");
    }
}
