package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.obt.examples.ollama.Fault;
import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedOllama;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of clients: found, filtered, sorted, and true while one looks at it. */
class ClientsPageTest extends DashboardTest {
    private static final Map<String, ?> WELL = Map.of("ollama", Map.of("available", true, "version", "0.32.15"));

    @Test
    void statusIsAnIconAndAWordWithItsReasonAndChangesByItself() {
        SimulatedOllama ollama = fleet.agent("desk", SimulatedLibrary.model("llama3.2"));
        tab.open("#/clients");
        Locator desk = tab.client("desk");
        assertThat(desk.locator(".state-word")).hasText("Online");

        ollama.answerWith(Fault.REFUSE);
        assertThat(desk.locator("svg[data-status=DEGRADED]")).isVisible();
        assertThat(desk.locator(".state-word")).hasText("Degraded");
        assertThat(tab.find("tr.why")).containsText("Try: ollama serve");

        ollama.answerWith(Fault.NONE);
        assertThat(desk.locator(".state-word")).hasText("Online");
        assertThat(desk.locator("svg[data-status=ONLINE]")).isVisible();
        assertThat(tab.find("tr.why")).not().isAttached();
        assertThat(desk.locator("[data-label=Ollama]")).hasText(ollama.version());
        assertThat(desk.locator("[data-label=models]")).hasText("1");
    }

    @Test
    void aClientThatJoinsAppearsByItself() {
        fleet.reportOnce("first", Map.of(), WELL);
        tab.open("#/clients");
        assertThat(tab.listSize()).hasText("1 client");
        tab.becomesLive();

        fleet.reportOnce("second", Map.of("labels", Map.of("site", "lab")), WELL);
        assertThat(tab.client("second").locator(".state-word")).hasText("Online");
        assertThat(tab.listSize()).hasText("2 clients");
    }

    @Test
    void rowsUnderThePointerKeepTheirOrderAndTellTheTruth() {
        threeClients();
        SimulatedOllama ollama = fleet.agent("gpu-03");
        tab.open("#/clients");
        Locator names = tab.find("tbody tr:not(.why) th");
        assertThat(names).hasText(new String[] {"desk", "gpu-01", "gpu-02", "gpu-03"});
        tab.becomesLive();

        tab.client("gpu-01").hover();
        ollama.answerWith(Fault.REFUSE);
        fleet.reportOnce("a-new-one", Map.of(), WELL);
        Locator refresh = tab.find(".fresh");
        assertThat(refresh).hasText("2 changes, refresh order");
        assertThat(names).hasText(new String[] {"desk", "gpu-01", "gpu-02", "gpu-03"});
        assertThat(tab.client("gpu-03").locator(".state-word")).hasText("Degraded");
        refresh.click();
        assertThat(names).hasText(new String[] {"gpu-03", "a-new-one", "desk", "gpu-01", "gpu-02"});
        assertThat(refresh).isHidden();
    }

    @Test
    void aRowThatTheListLostIsMarkedWhileThePointerKeepsIt() {
        threeClients();
        tab.open("#/clients?status=online");
        tab.becomesLive();
        tab.client("gpu-01").hover();
        fleet.leave("gpu-01");
        assertThat(tab.find("tr[data-gone]")).hasAttribute("data-client", "gpu-01");
        assertThat(tab.find(".fresh")).hasText("1 change, refresh order");
        tab.heading().hover();
        assertThat(tab.client("gpu-01")).not().isAttached();
    }

    @Test
    void aSearchNarrowsTheListAndIsInTheAddress() {
        threeClients();
        tab.open("#/clients");
        assertThat(tab.listSize()).hasText("3 clients");

        tab.page().getByRole(AriaRole.SEARCHBOX).fill("gpu");
        assertThat(tab.listSize()).hasText("2 clients");
        assertThat(tab.client("desk")).not().isAttached();
        assertThat(tab.hash()).isEqualTo("#/clients?q=gpu");

        tab.open("#/clients?q=gpu-02");
        assertThat(tab.page().getByRole(AriaRole.SEARCHBOX)).hasValue("gpu-02");
        assertThat(tab.listSize()).hasText("1 client");
    }

    @Test
    void aFilterThatMatchesNothingSaysSoAndOffersToClear() {
        threeClients();
        tab.open("#/clients?q=nobody&status=offline");

        Locator notice = tab.find("obt-notice");
        assertThat(notice).containsText("0 of 3 clients match “nobody”, status offline.");
        tab.follow("Clear filter");
        assertThat(tab.listSize()).hasText("3 clients");
        assertThat(tab.page().getByRole(AriaRole.SEARCHBOX)).hasValue("");
        assertThat(tab.hash()).isEqualTo("#/clients");
    }

    @Test
    void aLabelFiltersAndTheFilterCanBeTakenAway() {
        threeClients();
        tab.open("#/clients");

        tab.client("desk").locator(".tag").click();
        assertThat(tab.listSize()).hasText("1 client");
        assertThat(tab.hash()).isEqualTo("#/clients?label=site%3Dhome");
        tab.follow("Remove the filter label site=home");
        assertThat(tab.listSize()).hasText("3 clients");
    }

    @Test
    void theListSortsByAColumnAndBackwards() {
        threeClients();
        fleet.reportOnce("ill", Map.of(), Map.of("ollama", Map.of("available", false, "error", "none here")));
        tab.open("#/clients");
        Locator names = tab.find("tbody tr:not(.why) th");
        assertThat(names).hasText(new String[] {"ill", "desk", "gpu-01", "gpu-02"});

        tab.follow("Client");
        assertThat(names).hasText(new String[] {"desk", "gpu-01", "gpu-02", "ill"});
        assertThat(tab.find("th[aria-sort=ascending]")).hasText("Client");
        tab.follow("Client");
        assertThat(names).hasText(new String[] {"ill", "gpu-02", "gpu-01", "desk"});
        assertThat(tab.find("th[aria-sort=descending]")).hasText("Client");
        assertThat(tab.hash()).isEqualTo("#/clients?sort=-clientId");

        tab.page().goBack();
        assertThat(names).hasText(new String[] {"desk", "gpu-01", "gpu-02", "ill"});
    }

    @Test
    void whatTheServerRefusesIsShownInItsWordsWithAWayOut() {
        threeClients();
        tab.expectFailedRequests();
        tab.open("#/clients?sort=beauty");

        assertThat(tab.find("obt-notice")).containsText(Pattern.compile("'sort' is clientId, status or lastSeen"));
        tab.follow("Show all clients");
        assertThat(tab.listSize()).hasText("3 clients");
    }

    private void threeClients() {
        fleet.reportOnce("gpu-02", Map.of("labels", Map.of("site", "lab")), WELL);
        fleet.reportOnce("desk", Map.of("labels", Map.of("site", "home")), WELL);
        fleet.reportOnce("gpu-01", Map.of("labels", Map.of("site", "lab")), WELL);
    }
}
