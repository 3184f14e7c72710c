package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The log of events: newest first, filtered, live, and yet it holds still under the pointer. */
class EventsPageTest extends DashboardTest {
    private Locator rows() {
        return tab.find("tr[data-event]");
    }

    private Locator newestClient() {
        return rows().first().locator(".whom");
    }

    private Locator catchUp() {
        return tab.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show"));
    }

    @Test
    void newestComesFirstAndAppearsByItself() {
        fleet.reportOnce("desk", Map.of(), WELL);
        tab.open("");
        tab.follow("Events");
        assertThat(rows().first().locator("th")).hasText("Client online");
        assertThat(newestClient()).hasText("desk");
        assertThat(tab.listSize()).hasText("3 events");
        assertThat(rows().last().locator("th")).hasText("Server started");
        tab.becomesLive();

        fleet.reportOnce("lab", Map.of(), WELL);
        assertThat(newestClient()).hasText("lab");
        assertThat(tab.listSize()).hasText("5 events");
        assertThat(catchUp()).hasCount(0);
    }

    @Test
    void rowsUnderThePointerStayWhereTheyAreUntilItLeavesOrAsks() {
        fleet.reportOnce("desk", Map.of(), WELL);
        tab.open("#/events");
        tab.becomesLive();
        rows().first().hover();
        Object top = tab.page().evaluate("document.querySelector('tr[data-event]').getBoundingClientRect().top");
        fleet.reportOnce("lab", Map.of(), WELL);
        assertThat(catchUp()).hasText("Show 2 new events");
        assertThat(newestClient()).hasText("desk");
        assertThat(tab.page().evaluate("document.querySelector('tr[data-event]').getBoundingClientRect().top"))
                .isEqualTo(top);
        catchUp().click();
        assertThat(newestClient()).hasText("lab");
        assertThat(catchUp()).hasCount(0);

        rows().first().hover();
        fleet.reportOnce("gpu-01", Map.of(), WELL);
        assertThat(catchUp()).hasText("Show 2 new events");
        tab.heading().hover();
        assertThat(newestClient()).hasText("gpu-01");
    }

    @Test
    void typeAndClientAreFiltersOfTheAddress() {
        fleet.reportOnce("desk", Map.of(), WELL);
        fleet.leave("gone");
        tab.open("#/events");
        tab.page().getByLabel("Type").selectOption("CLIENT_REGISTERED");
        assertThat(rows()).hasCount(2);
        assertThat(tab.hash()).isEqualTo("#/events?type=CLIENT_REGISTERED");
        Locator client = tab.page().getByLabel("Client", new Page.GetByLabelOptions().setExact(true));
        client.fill("desk");
        client.press("Enter");
        assertThat(rows()).hasCount(1);
        assertThat(tab.hash()).isEqualTo("#/events?type=CLIENT_REGISTERED&clientId=desk");

        tab.page().goBack();
        assertThat(rows()).hasCount(2);
        assertThat(tab.page().getByLabel("Type")).hasValue("CLIENT_REGISTERED");
        tab.go("#/events?type=client_left&clientId=desk");
        assertThat(tab.find("obt-notice")).containsText("No event of type Client left about desk is kept.");
        tab.follow("Clear filter");
        assertThat(rows().first()).isVisible();
        assertThat(tab.page().getByLabel("Type")).hasValue("");
    }

    @Test
    void aLongLogHasParts() {
        for (int i = 0; i < 51; i++) {
            fleet.reportOnce("client-" + i, Map.of(), WELL);
        }
        tab.open("#/events");
        assertThat(tab.listSize()).hasText("1–100 of 103 events");
        assertThat(newestClient()).hasText("client-50");
        tab.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Next"))
                .first()
                .click();
        assertThat(tab.listSize()).hasText("101–103 of 103 events");
        assertThat(rows()).hasCount(3);
        assertThat(rows().last().locator("th")).hasText("Server started");
    }

    @Test
    void aPartOfALongLogKeepsItsPlaceWhenItIsLoadedAgain() {
        for (int i = 0; i < 51; i++) {
            fleet.reportOnce("client-" + i, Map.of(), WELL);
        }
        tab.open("#/events");
        tab.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Next"))
                .first()
                .click();
        assertThat(tab.listSize()).hasText("101–103 of 103 events");
        fleet.reportOnce("another", Map.of(), WELL);
        tab.reopen(tab.hash());
        assertThat(tab.listSize()).hasText("101–103 of 105 events");
        assertThat(rows().last().locator("th")).hasText("Server started");
    }

    @Test
    void whatHasOneCauseIsOneLineThatCanBeExpanded() {
        for (int i = 0; i < 12; i++) {
            fleet.fallSilent("gpu-" + i);
        }
        tab.open("#/events");
        assertThat(tab.find("tr[data-event]", "Fleet contact lost")).isVisible();
        // So few are left that one believes them to be gone.
        for (int i = 4; i < 12; i++) {
            fleet.leave("gpu-" + i);
        }
        Locator group = tab.find("tr[data-group]");
        assertThat(group.locator("th")).hasText("Client offline");
        assertThat(group.locator(".whom")).hasText("4 clients");
        assertThat(group.locator(".detail")).containsText("Lost contact with ");
        assertThat(rows().getByText("Client offline")).hasCount(0);
        Locator expand = group.getByRole(AriaRole.BUTTON);
        assertThat(expand).hasText("Expand 5 events");
        expand.click();
        assertThat(expand).hasAttribute("aria-expanded", "true");
        assertThat(tab.find("tr[data-member]")).hasCount(5);
        tab.assertFits();
        tab.assertAccessible();
        expand.click();
        assertThat(tab.find("tr[data-member]")).hasCount(0);

        String id = group.getAttribute("data-group");
        tab.page()
                .waitForRequest(
                        request -> request.url().contains("groupId=" + id), () -> tab.follow("The whole group"));
        assertThat(tab.hash()).isEqualTo("#/events?groupId=" + id);
        assertThat(tab.find("tr[data-event]", "Fleet contact lost")).isVisible();
        assertThat(group).hasCount(0);
        tab.follow("Remove the filter group " + id);
        assertThat(group).isVisible();
    }

    @Test
    void whatIsShownCanBeCopiedAsJson() {
        fleet.reportOnce("desk", Map.of(), WELL);
        tab.open("#/events?clientId=desk");
        assertThat(rows()).hasCount(2);
        tab.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        tab.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copy as JSON"))
                .click();
        assertThat(tab.find("obt-copy button")).hasText("Copied");
        Object types = tab.page().evaluate("""
                async () => JSON.parse(await navigator.clipboard.readText())
                    .map(({ type, clientId }) => `${type} ${clientId}`).join()""");
        assertThat(types).isEqualTo("CLIENT_ONLINE desk,CLIENT_REGISTERED desk");
    }
}
