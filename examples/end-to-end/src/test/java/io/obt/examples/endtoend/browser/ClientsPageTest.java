package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.obt.examples.ollama.Fault;
import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedOllama;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of clients: found, filtered, sorted, and true while one looks at it. */
class ClientsPageTest extends DashboardTest {
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

    @Test
    void theLastDayIsAPictureThatReadsAsASentence() {
        fleet.reportOnce("desk", Map.of(), WELL);
        tab.open("#/clients");
        assertThat(tab.client("desk").locator(".heartbeat"))
                .hasAttribute(
                        "aria-label",
                        Pattern.compile("online (30 min|1 h) of the last 24 h, nothing is known of 23(\\.5)? h"));
    }

    @Test
    void aNameLeadsToThePageOfTheClient() {
        threeClients();
        tab.open("#/clients");
        tab.follow("gpu-01");
        assertThat(tab.heading()).hasText("gpu-01");
        tab.follow("All clients");
        assertThat(tab.listSize()).hasText("3 clients");
    }

    @Test
    void facetsAreCountedNarrowTheListAndLiveInTheAddress() {
        threeClients();
        fleet.reportOnce("ill", Map.of(), Map.of("ollama", Map.of("available", false, "error", "none here")));
        tab.open("#/clients");
        tab.find("obt-facets > details > summary").click();
        assertThat(facet("site=lab")).containsText("2");
        facet("site=lab").click();
        assertThat(tab.listSize()).hasText("2 clients");
        assertThat(tab.hash()).isEqualTo("#/clients?label=site%3Dlab");
        assertThat(tab.find(".hidden")).containsText("2 hidden by the filters. Show them");

        tab.open("#/clients?status=degraded&status=online&ollamaVersion=0.32.15");
        assertThat(tab.listSize()).hasText("3 clients");
        assertThat(facet("Degraded").locator("input")).isChecked();
        assertThat(facet("0.32.15").locator("input")).isChecked();
        facet("0.32.15").click();
        assertThat(tab.listSize()).hasText("4 clients");
        facet("Online").click();
        assertThat(tab.listSize()).hasText("1 client");
        assertThat(tab.find(".hidden")).containsText("3 hidden by the filters, of them 3 online. Show them");
        tab.follow("Show them");
        assertThat(tab.listSize()).hasText("4 clients");
    }

    private Locator facet(String value) {
        return tab.find("obt-facets label", value);
    }

    @Test
    void theNumberOnEachStatusIsTheLengthOfTheListItLeadsTo() {
        threeClients();
        fleet.leave("gone");
        tab.open("#/clients?label=site%3Dlab");
        Locator online = tab.find("nav[aria-label=Status] a", "Online");
        assertThat(online.locator(".muted")).hasText("2");
        online.click();
        assertThat(tab.listSize()).hasText("2 clients");
        assertThat(tab.hash()).contains("label=site%3Dlab");
    }

    @Test
    void rowsAreSelectedByTheKeyboardAndTheSelectionIsInTheAddress() {
        threeClients();
        tab.open("#/clients");
        box("Select gpu-01").focus();
        tab.page().keyboard().press("Space");
        tab.page().keyboard().press("j");
        tab.page().keyboard().press("x");
        assertThat(chosen()).hasText("2 clients selected");
        assertThat(box("Select gpu-02")).isChecked();
        assertThat(tab.hash()).isEqualTo("#/clients?selected=gpu-01%2Cgpu-02");

        tab.open("#/clients?q=desk&selected=gpu-01%2Cdesk");
        assertThat(box("Select desk")).isChecked();
        assertThat(chosen()).hasText("2 clients selected (1 not on this page)");
        button("Clear selection").click();
        assertThat(tab.find("obt-selection")).not().isAttached();
        assertThat(tab.hash()).isEqualTo("#/clients?q=desk");
    }

    @Test
    void allThatMatchCanBeSelectedAndTheirIdsCopied() {
        threeClients();
        tab.open("#/clients?q=gpu");
        box("Select gpu-02").check();
        button("Select all 2 clients that match").click();
        assertThat(chosen()).hasText("2 clients selected");
        assertThat(tab.hash()).isEqualTo("#/clients?q=gpu&selected=*");
        assertThat(box("Select all on this page")).isChecked();

        tab.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        button("Copy ids").click();
        assertThat(button("Copied")).isVisible();
        assertThat(tab.page().evaluate("navigator.clipboard.readText()")).isEqualTo("gpu-01,gpu-02");
    }

    @Test
    void whatIsGoneIsForgottenAfterAQuestionThatNamesIt() {
        threeClients();
        fleet.leave("gone");
        tab.open("#/clients?selected=gone%2Cdesk");
        button("Forget…").click();
        Locator dialog = tab.page().getByRole(AriaRole.DIALOG);
        assertThat(dialog.locator("h2")).hasText("Forget 1 client?");
        assertThat(dialog.locator(".targets")).hasText("gone");
        assertThat(dialog).containsText("1 client of the selection is not offline and stays");

        dialog.getByText("Forget", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(dialog).containsText("1 of 1 forgotten.");
        button("Close").click();
        assertThat(tab.client("gone")).not().isAttached();
        assertThat(tab.listSize()).hasText("3 clients");
        assertThat(tab.find("obt-selection")).not().isAttached();
    }

    @Test
    void allThatMatchAreNotChosenAnyMoreUnderOtherFilters() {
        threeClients();
        tab.open("#/clients?q=gpu&selected=*");
        assertThat(chosen()).hasText("2 clients selected");
        tab.follow("Client");
        assertThat(tab.find("th[aria-sort=ascending]")).hasText("Client");
        assertThat(chosen()).hasText("2 clients selected");
        tab.page().getByRole(AriaRole.SEARCHBOX).fill("");
        assertThat(tab.listSize()).hasText("3 clients");
        assertThat(tab.find("obt-selection")).not().isAttached();
        assertThat(tab.hash()).isEqualTo("#/clients?sort=clientId");
    }

    @Test
    void nobodyIsForgottenWhoIsAlive() {
        threeClients();
        tab.open("#/clients?selected=desk");
        button("Forget…").click();
        assertThat(tab.page().getByRole(AriaRole.DIALOG).locator("h2")).hasText("Nothing to forget");
        tab.page().keyboard().press("Escape");
        assertThat(chosen()).hasText("1 client selected");
    }

    private Locator box(String label) {
        return tab.page()
                .getByRole(
                        AriaRole.CHECKBOX,
                        new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    private Locator button(String name) {
        return tab.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator chosen() {
        return tab.find("obt-selection .chosen");
    }

    private void threeClients() {
        fleet.reportOnce("gpu-02", Map.of("labels", Map.of("site", "lab")), WELL);
        fleet.reportOnce("desk", Map.of("labels", Map.of("site", "home")), WELL);
        fleet.reportOnce("gpu-01", Map.of("labels", Map.of("site", "lab")), WELL);
    }
}
