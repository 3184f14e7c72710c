package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is shown changes by itself, for who looks and wants it so. */
class LiveTest extends DashboardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Locator chip() {
        return tab.find("obt-connection-chip button");
    }

    /** Makes the tab one that nobody sees, or sees again. */
    private void hide(boolean hidden) {
        tab.page().evaluate("""
                hidden => {
                  Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
                  document.dispatchEvent(new Event("visibilitychange"));
                }""", hidden);
    }

    private void streamHasReaders(int n) {
        await().atMost(PATIENCE)
                .until(() -> fleet.call("GET", "/metrics", Map.of(), null)
                        .body()
                        .contains("\nobt_stream_readers " + n + ".0\n"));
    }

    @Test
    void aPageThatIsPausedShowsNothingNewAndAsksForNothingUntilItGoesOn() {
        tab.page().clock().install();
        fleet.reportOnce("desk", Map.of(), WELL);
        tab.open("#/clients");
        tab.becomesLive();
        assertThat(chip()).hasAccessibleName("live: pause live updates");
        chip().click();
        assertThat(chip()).hasText("paused");
        streamHasReaders(0);

        fleet.reportOnce("lab", Map.of(), WELL);
        int asked = tab.requests();
        tab.page().clock().runFor(600_000);
        assertThat(chip()).hasText("paused, data is 10 min old");
        assertThat(tab.listSize()).hasText("1 client");
        assertThat(tab.requests()).isEqualTo(asked);
        tab.follow("Models");
        assertThat(tab.find("obt-notice")).containsText("No model on any client yet.");
        tab.follow("Clients");
        assertThat(tab.listSize()).hasText("2 clients");
        assertThat(chip()).hasText("paused");

        fleet.leave("lab");
        chip().click();
        tab.becomesLive();
        assertThat(tab.client("lab").locator(".state-word")).hasText("Left");
    }

    @Test
    void aHiddenTabHoldsNoStreamAndCatchesUpWhenItIsSeen() {
        fleet.reportOnce("desk", Map.of(), WELL);
        tab.open("#/clients");
        tab.becomesLive();
        fleet.reportOnce("gpu-01", Map.of(), WELL);
        assertThat(tab.listSize()).hasText("2 clients");
        streamHasReaders(1);
        hide(true);
        streamHasReaders(0);
        fleet.reportOnce("lab", Map.of(), WELL);
        hide(false);
        assertThat(tab.listSize()).hasText("3 clients");
        tab.becomesLive();
        streamHasReaders(1);
        tab.follow("Fleet");
        assertThat(tab.find("section", "Since this page was opened").locator("li"))
                .hasCount(4);
    }

    @Test
    void aStreamLivesByTheServersCommentsAndIsGivenUpWithoutThem() {
        tab.open("#/nowhere");
        tab.page().clock().install();
        tab.page().clock().pauseAt(System.currentTimeMillis() + 3_600_000);
        // A stream whose bytes the test sends.
        tab.page().evaluate("""
                async () => {
                  const { Stream } = await import(document.querySelector("link[href$='lib/stream.js']").href);
                  window.heard = [];
                  const realFetch = window.fetch;
                  window.fetch = async () => new Response(new ReadableStream({ start: (to) => (window.to = to) }));
                  new Stream({
                    opened: () => heard.push("opened"),
                    event: ({ detail }) => heard.push(detail),
                    resync: () => heard.push("resync"),
                    broken: () => heard.push("broken"),
                  }).open();
                  window.fetch = realFetch;
                }""");
        heard("opened");
        for (int i = 0; i < 3; i++) {
            tab.page().clock().runFor(24_000);
            send(":\n\nevent: CLIENT_ONLINE\nid: " + i + "\ndata: {\"detail\":\"" + i + "\"}\n\n");
            tab.page().waitForFunction("n => heard.length === n", 2 + i);
        }
        heard("opened,0,1,2");
        tab.page().clock().runFor(26_000);
        heard("opened,0,1,2,broken");
    }

    private void heard(String what) {
        tab.page().waitForFunction("what => heard.join() === what", what);
    }

    private void send(String text) {
        tab.page().evaluate("text => to.enqueue(new TextEncoder().encode(text))", text);
    }

    @Test
    void aBurstIsAFewAnswersAndNotOneForEach() {
        tab.page().clock().install();
        tab.open("#/nowhere");
        tab.page().evaluate("""
                async () => {
                  const { Pace } = await import(document.querySelector("link[href$='lib/pace.js']").href);
                  window.runs = 0;
                  window.asked = 0;
                  window.pace = new Pace(async () => { runs += 1; return false; }, { gapMillis: 500, idleMillis: 10_000 });
                  setInterval(() => { asked += 1; pace.soon(); }, 10);
                }""");
        tab.page().clock().runFor(3_000);
        assertThat(tab.page().evaluate("runs > 1 && runs < asked / 10")).isEqualTo(true);
    }
}
