package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedModel;
import io.obt.examples.ollama.SimulatedOllama;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One client by itself, at an address of its own. */
class ClientPageTest extends DashboardTest {
    @Test
    void eachClientHasAnAddress() {
        fleet.reportOnce("desk", Map.of(), WELL);
        fleet.reportOnce("constructor", Map.of(), WELL);
        tab.open("#/clients/desk");
        assertThat(tab.heading()).hasText("desk");
        assertThat(tab.find("main .state-word")).hasText("Online");
        assertThat(tab.find("nav [aria-current=page]")).hasText("Clients");
        assertThat(tab.page()).hasTitle("desk · OBT");
        tab.go("#/clients/constructor?tab=models&window=7d");
        assertThat(tab.heading()).hasText("constructor");
        assertThat(tab.find("main .state-word")).hasText("Online");
    }

    @Test
    void aNameThatNobodyHasIsSaidVerbatimWithAWayOut() {
        fleet.reportOnce("desk", Map.of(), WELL);
        tab.expectFailedRequests();
        tab.open("#/clients/%3Cimg%20src%3Dx%3E%2F..%2F%3Fq%3D%23");
        assertThat(tab.heading()).hasText("<img src=x>/../?q=#");
        assertThat(tab.find("obt-notice")).containsText("The server does not show this client.");
        tab.follow("Show all clients");
        assertThat(tab.client("desk")).isVisible();
    }

    @Test
    void anAddressThatIsNoNameLeadsNowhere() {
        tab.open("#/models");
        for (String hash : new String[] {"#/clients/%zz", "#/clients/", "#/clients/desk/more", "#/client"}) {
            tab.go(hash);
            assertThat(tab.heading()).hasText("Not found");
        }
    }

    @Test
    void theOverviewTellsOfMachineOllamaAgentAndLabels() {
        Map<String, ?> hardware = Map.of(
                "hostName",
                "desk.lan",
                "os",
                "Linux 6.8",
                "cpuModel",
                "Ryzen 9",
                "cpuCores",
                16,
                "memoryBytes",
                64_000_000_000L,
                "diskBytes",
                1_000_000_000_000L,
                "gpus",
                List.of(Map.of("name", "RTX A6000", "memoryBytes", 48_000_000_000L, "driverVersion", "570.86")));
        Map<String, ?> usage = Map.of(
                "cpuPercent",
                12.4,
                "memoryUsedBytes",
                16_000_000_000L,
                "diskFreeBytes",
                40_000_000_000L,
                "gpus",
                List.of(Map.of("memoryUsedBytes", 12_000_000_000L, "temperatureCelsius", 61)));
        fleet.reportOnce(
                "desk",
                Map.of("hardware", hardware, "labels", Map.of("site", "lab"), "agentVersion", "0.5.0"),
                Map.of("ollama", Map.of("available", true, "version", "0.32.15"), "usage", usage));
        tab.open("#/clients/desk");

        assertThat(fact("Host")).hasText("desk.lan");
        assertThat(fact("Processor")).hasText("Ryzen 9, 16 cores");
        assertThat(fact("Memory")).containsText("16 GB of 64 GB");
        assertThat(fact("Memory").locator("svg")).hasAttribute("aria-label", "25 % of memory");
        assertThat(fact("Disk")).containsText("960 GB of 1.0 TB");
        assertThat(fact("Disk").locator("svg")).hasAttribute("data-level", "full");
        assertThat(fact("GPU 1")).hasText("RTX A6000, driver 570.86");
        assertThat(fact("VRAM").locator("svg")).hasAttribute("aria-label", "25 % of the VRAM of GPU 1");
        assertThat(fact("Now")).hasText("61 °C");
        assertThat(fact("Answers")).hasText("yes");
        assertThat(fact("Calls from")).hasText("127.0.0.1");
        tab.follow("lab");
        assertThat(tab.client("desk")).isVisible();
        assertThat(tab.page()).hasURL(fleet.url() + "/#/clients?label=site%3Dlab");
    }

    private Locator fact(String name) {
        return tab.page()
                .locator(
                        ".facts dl > div",
                        new Page.LocatorOptions()
                                .setHas(tab.page()
                                        .locator(
                                                "dt",
                                                new Page.LocatorOptions()
                                                        .setHasText(Pattern.compile("^" + name + "$")))))
                .locator("dd")
                .first();
    }

    @Test
    void itsModelsAreListedThoseInMemoryFirst() {
        SimulatedModel llama = SimulatedLibrary.model("llama3.2");
        SimulatedModel qwen = SimulatedLibrary.model("qwen3:32b");
        SimulatedOllama ollama = fleet.agent("desk", llama, qwen);
        ollama.load("qwen3:32b", Duration.ofMinutes(5));
        tab.open("#/clients/desk?tab=models");

        assertThat(tab.find("tbody th")).hasText(new String[] {"qwen3:32b", "llama3.2:latest"});
        Locator row = tab.model("qwen3:32b");
        assertThat(row.locator("[data-label='loaded until'] time")).isVisible();
        assertThat(row.locator("[data-label=size]")).hasText("20 GB");
        assertThat(row.locator("[data-label=parameters]")).hasText("32.8B");
        assertThat(row.locator("[data-label=quantization]")).hasText("Q4_K_M");
        assertThat(row.locator("[data-label=digest]")).hasText(qwen.digest().substring(0, 12));
        assertThat(tab.model("llama3.2:latest").locator("[data-label='loaded until']"))
                .hasText("–");
        row.locator("th a").click();
        assertThat(tab.find(".variants")).containsText("1 client: desk");
    }

    @Test
    void aClientWithoutModelsSaysHowItGetsOne() {
        fleet.reportOnce("desk", Map.of(), WELL);
        tab.open("#/clients/desk?tab=models");
        assertThat(tab.find("obt-notice")).containsText("desk has no models. Get one on that machine");
    }

    @Test
    void theTimelineIsABarAndAListThatSaysTheSame() {
        fleet.reportOnce("desk", Map.of(), Map.of("ollama", Map.of("available", false, "error", "none here")));
        tab.open("#/clients/desk?tab=timeline");

        assertThat(tab.find("rect[data-status=DEGRADED]")).isAttached();
        assertThat(tab.find("li[data-span=DEGRADED]")).containsText("Degraded");
        assertThat(tab.find("li[data-span=UNKNOWN]")).containsText("Not known");
        assertThat(tab.find("li[data-mark=CLIENT_REGISTERED]")).containsText("Client registered");
        assertThat(tab.find(".legend li")).hasCount(2);
        tab.follow("7 d");
        assertThat(tab.find(".windows [aria-current]")).hasText("7 d");
        assertThat(tab.page()).hasURL(fleet.url() + "/#/clients/desk?tab=timeline&window=7d");
        assertThat(tab.find("li[data-span=DEGRADED]")).isVisible();
    }

    @Test
    void whenTheServerWasNotListeningThatIsHatchedAndNamed() {
        fleet.reportOnce("desk", Map.of(), WELL);
        fleet.stopServer();
        fleet.restartServer();
        tab.open("#/clients/desk?tab=timeline&window=1h");

        assertThat(tab.find("rect[data-status=NOT_LISTENING]")).isAttached();
        assertThat(tab.find("li[data-span=NOT_LISTENING]")).containsText("Server not listening");
        assertThat(tab.find("li[data-mark=SERVER_STARTED]").first()).isVisible();
        assertThat(tab.find(".legend", "Server not listening")).isVisible();
    }

    @Test
    void itsEventsAreItsOwn() {
        fleet.reportOnce("desk", Map.of(), Map.of("ollama", Map.of("available", false, "error", "none here")));
        fleet.reportOnce("other", Map.of(), WELL);
        tab.open("#/clients/desk?tab=events");
        assertThat(tab.find("tr[data-event] th")).hasText(new String[] {"Client degraded", "Client registered"});
        assertThat(tab.find("tr[data-event] .detail").first()).containsText("none here");
    }

    @Test
    void whatTheServerAnswersIsThereToCopy() {
        fleet.reportOnce("desk", Map.of(), WELL);
        tab.open("#/clients/desk?tab=raw");
        tab.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        tab.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copy"))
                .click();
        assertThat(tab.find("obt-copy button")).hasText("Copied");
        assertThat((String) tab.page().evaluate("navigator.clipboard.readText()"))
                .contains("\"clientId\": \"desk\"");
    }

    @Test
    void aClientThatIsForgottenSaysSoWithItsLastEventAndTheWayBack() {
        fleet.reportOnce("desk", Map.of(), WELL);
        fleet.leave("gone");
        tab.open("#/clients/gone");
        assertThat(tab.find("main .state-word")).hasText("Left");
        tab.becomesLive();

        tab.expectFailedRequests();
        fleet.call("DELETE", "/api/v1/clients/gone", Map.of(), null);
        assertThat(tab.find("obt-notice")).containsText("This client is no longer known.");
        assertThat(tab.find(".last")).containsText("Last heard of");
        tab.follow("Its events are kept");
        assertThat(tab.find("tr[data-event]").first()).isVisible();
        tab.page().goBack();
        tab.follow("Show all clients");
        assertThat(tab.client("desk")).isVisible();
    }
}
