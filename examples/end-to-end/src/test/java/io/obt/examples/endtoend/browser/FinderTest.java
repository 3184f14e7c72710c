package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One box in the head finds clients and models. */
class FinderTest extends DashboardTest {
    private Locator field() {
        return tab.page().getByRole(AriaRole.COMBOBOX);
    }

    private Locator options() {
        return tab.page().getByRole(AriaRole.OPTION);
    }

    private void report(String id, String... models) {
        List<Map<String, String>> installed =
                List.of(models).stream().map(name -> Map.of("name", name)).toList();
        fleet.reportOnce(id, Map.of(), wellWith(installed));
    }

    @Test
    void whatIsFoundIsGroupedAndTheKeysChoose() {
        report("llama-1", "llama3.2:latest", "qwen3:8b");
        report("desk", "llama3.1:8b");
        tab.open("#/connect");
        field().fill("llama");
        assertThat(options()).hasText(new String[] {"Online llama-1", "llama3.1:8b", "llama3.2:latest"});
        assertThat(tab.find("obt-finder [role=group]")).hasCount(2);
        assertThat(field()).hasAttribute("aria-expanded", "true");
        assertThat(tab.find("obt-finder [role=status]")).hasText("1 client, 2 models");
        tab.assertFits();
        tab.assertAccessible();

        field().press("ArrowDown");
        field().press("ArrowDown");
        assertThat(options().nth(1)).hasAttribute("aria-selected", "true");
        assertThat(field())
                .hasAttribute("aria-activedescendant", options().nth(1).getAttribute("id"));
        field().press("ArrowUp");
        field().press("ArrowUp");
        field().press("Enter");
        assertThat(tab.heading()).hasText("Models");
        assertThat(tab.hash()).isEqualTo("#/models?q=llama3.2%3Alatest");
        assertThat(options()).hasCount(0);
        assertThat(field()).hasValue("");
    }

    @Test
    void aClickOnAClientOpensIt() {
        report("desk");
        tab.open("#/models");
        field().fill("des");
        options().first().click();
        assertThat(tab.heading()).hasText("desk");
        assertThat(tab.hash()).isEqualTo("#/clients/desk");
    }

    @Test
    void moreThanAFewAreAListAndNoneIsSaid() {
        for (int i = 0; i < 7; i++) {
            fleet.reportOnce("gpu-" + i, Map.of(), WELL);
        }
        tab.open("#/models");
        field().fill("gpu");
        assertThat(options()).hasCount(6);
        options().last().click();
        assertThat(tab.hash()).isEqualTo("#/clients?q=gpu");
        assertThat(tab.listSize()).hasText("7 clients");
        field().fill("nobody");
        assertThat(tab.find("obt-finder [role=status]")).hasText("0 clients, 0 models");
        field().press("Escape");
        assertThat(tab.find("obt-finder .found")).isHidden();
        assertThat(field()).isFocused();
    }

    @Test
    void namesOfStrangersAreShownAsTheyAre() {
        report("constructor", "hf.co/__proto__/toString:Q4_K_M");
        tab.open("");
        field().fill("str");
        assertThat(options()).hasText(new String[] {"Online constructor", "hf.co/__proto__/toString:Q4_K_M"});
        field().fill("<img src=x onerror=window.hit=1>");
        assertThat(tab.find("obt-finder [role=status]")).hasText("0 clients, 0 models");
        field().press("Enter");
        assertThat(tab.find("obt-notice")).containsText("0 of 1 clients match “<img src=x onerror=window.hit=1>”.");
        assertThat(tab.page().evaluate("typeof window.hit")).isEqualTo("undefined");
    }

    @Test
    void aServerThatIsAwayIsSaid() {
        report("desk");
        tab.open("#/clients");
        tab.becomesLive();
        tab.expectFailedRequests();
        fleet.stopServer();
        field().fill("desk");
        assertThat(tab.find("obt-finder [role=status]")).hasText("The server does not answer.");
    }
}
