package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has no mouse, or wants none, gets everywhere. */
class KeyboardTest extends DashboardTest {
    @BeforeEach
    void twoClients() {
        fleet.reportOnce("desk", Map.of(), WELL);
        fleet.reportOnce("gpu-01", Map.of(), WELL);
    }

    private void press(String... keys) {
        for (String key : keys) {
            tab.page().keyboard().press(key);
        }
    }

    // All within one task of the page, so that no time passes between them, however slow the machine is.
    private void pressAtOnce(String... keys) {
        tab.page().evaluate("""
                keys => keys.forEach((key) => document.activeElement.dispatchEvent(
                    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))""", List.of(keys));
    }

    private Locator sheet() {
        return tab.page().getByRole(AriaRole.DIALOG);
    }

    @Test
    void gAndALetterLeadToEachPage() {
        tab.open("");
        tab.becomesLive();
        Map<String, String> pages = Map.of("c", "Clients", "m", "Models", "e", "Events");
        pages.forEach((letter, heading) -> {
            pressAtOnce("g", letter);
            assertThat(tab.heading()).hasText(heading);
            assertThat(tab.heading()).isFocused();
        });
        pressAtOnce("g", "f");
        assertThat(tab.heading()).hasText("All good.");
        pressAtOnce("g", "z", "m");
        assertThat(tab.heading()).hasText("All good.");
    }

    @Test
    void theSecondKeyHasToFollowSoon() {
        tab.page().clock().install();
        tab.open("");
        tab.becomesLive();
        press("g");
        tab.page().clock().runFor(2_000);
        press("c");
        assertThat(tab.heading()).hasText("All good.");
    }

    @Test
    void aKeyWithoutANameIsNobodysShortcut() {
        tab.open("");
        tab.becomesLive();
        // So a browser tells of a field that it filled in by itself.
        tab.page()
                .evaluate(
                        "document.querySelector('obt-finder input').dispatchEvent(new Event('keydown', { bubbles: true }))");
        pressAtOnce("g", "c");
        assertThat(tab.heading()).hasText("Clients");
    }

    @Test
    void jAndKMoveAmongTheRowsEnterOpensAndXSelects() {
        tab.open("#/events");
        assertThat(tab.find("tr[data-event]")).hasCount(5);
        tab.page().evaluate("addEventListener('row-select', ({ target }) => (window.selected = target.dataset.event))");
        press("j");
        assertThat(tab.find("tr[data-event]").nth(0)).isFocused();
        press("j", "j");
        assertThat(tab.find("tr[data-event]").nth(2)).isFocused();
        press("k");
        assertThat(tab.find("tr[data-event]").nth(1)).isFocused();
        press("x");
        assertThat(tab.page().evaluate("selected"))
                .isEqualTo(tab.find("tr[data-event]").nth(1).getAttribute("data-event"));
        press("Enter");
        assertThat(tab.find("main")).containsText("gpu-01");
        assertThat(tab.hash()).contains("gpu-01");
    }

    @Test
    void slashSearchesAndEscapeLeavesAndWhatIsTypedIsText() {
        tab.open("#/clients");
        assertThat(tab.client("desk")).isVisible();
        press("/");
        Locator search = tab.page().getByRole(AriaRole.COMBOBOX);
        assertThat(search).isFocused();
        tab.page().keyboard().type("gm?x/j");
        assertThat(search).hasValue("gm?x/j");
        assertThat(sheet()).not().isVisible();
        press("Escape");
        press("Escape");
        assertThat(search).not().isFocused();
        assertThat(tab.hash()).isEqualTo("#/clients");
    }

    @Test
    void theSheetListsTheKeysAndTurnsThemOffForGood() {
        tab.open("#/clients");
        assertThat(tab.client("desk")).isVisible();
        press("?");
        assertThat(sheet()).hasAccessibleName("Keyboard shortcuts");
        assertThat(sheet().locator("dt")).hasCount(11);
        tab.assertFits();
        tab.assertAccessible();
        pressAtOnce("g", "m");
        assertThat(sheet()).isVisible();
        sheet().getByRole(AriaRole.CHECKBOX).uncheck();
        press("Escape");
        assertThat(sheet()).not().isVisible();

        pressAtOnce("g", "m", "?", "j");
        assertThat(sheet()).not().isVisible();
        tab.reopen("#/clients");
        assertThat(tab.client("desk")).isVisible();
        pressAtOnce("?", "g", "m");
        assertThat(tab.heading()).hasText("Clients");
        tab.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Keyboard shortcuts"))
                .click();
        sheet().getByRole(AriaRole.CHECKBOX).check();
        press("Escape");
        pressAtOnce("g", "m");
        assertThat(tab.heading()).hasText("Models");
    }

    @Test
    void theFirstStepOfTheTabKeyLeadsPastTheHead() {
        tab.open("#/clients");
        assertThat(tab.client("desk")).isVisible();
        press("Tab");
        assertThat(tab.find(".skip")).isFocused();
        assertThat(tab.find(".skip")).isInViewport();
        press("Enter");
        assertThat(tab.find("main")).isFocused();
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            press("Tab");
            order.add((String) tab.page().evaluate("document.activeElement.closest('main') ? 'main' : 'head'"));
        }
        assertThat(order).containsOnly("main");
    }
}
