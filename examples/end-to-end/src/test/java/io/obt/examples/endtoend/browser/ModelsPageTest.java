package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedModel;
import io.obt.examples.ollama.SimulatedOllama;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fleet's models: how big, where, loaded, and whether one name means one thing. */
class ModelsPageTest extends DashboardTest {
    private static final SimulatedModel LLAMA = SimulatedLibrary.model("llama3.2");
    private static final SimulatedModel OLDER = LLAMA.variant("older");

    private static final List<?> PHI = List.of(Map.of("name", "phi4:14b", "digest", LLAMA.digest()));

    private SimulatedOllama desk;

    @BeforeEach
    void openWithTwoClients() {
        desk = fleet.agent("desk", LLAMA, SimulatedLibrary.model("gpt-oss:120b-cloud"));
        fleet.agent("gpu-01", OLDER, SimulatedLibrary.model("qwen3:32b"));
        tab.open("#/models");
        assertThat(tab.listSize()).hasText("3 models");
    }

    @Test
    void aModelIsShownWithSizeClientsAndWhoAloneHasIt() {
        Locator qwen = tab.model("qwen3:32b");
        assertThat(qwen.locator("[data-label=size]")).hasText("20 GB");
        assertThat(qwen.locator("[data-label=clients]")).hasText("1 / 2 only gpu-01");
        assertThat(tab.model("llama3.2:latest").locator("[data-label=size]")).hasText("2.0 GB");
        assertThat(tab.model("llama3.2:latest").locator(".total")).hasText("4.0 GB");

        qwen.locator("[data-label=clients] a").first().click();
        assertThat(tab.listSize()).hasText("1 client");
        assertThat(tab.client("gpu-01")).isVisible();
    }

    @Test
    void aModelInTheCloudTakesNoRoomHere() {
        Locator stub = tab.model("gpt-oss:120b-cloud");
        assertThat(stub.locator(".total")).hasText("–");
        stub.locator("th a").click();
        assertThat(tab.find(".variants .traits")).containsText("cloud, at ");
    }

    @Test
    void eachCellSaysWhatTheClientHasByShapeLetterAndWords() {
        desk.load("llama3.2", Duration.ofMinutes(5));
        Map<String, ?> llama = Map.of("name", "llama3.2:latest", "digest", LLAMA.digest(), "sizeBytes", 2_000_000_000L);
        fleet.reportOnce("away", Map.of(), wellWith(List.of(llama)));
        fleet.leave("away");

        assertCell("llama3.2:latest", "desk", "L", "loaded");
        assertCell("llama3.2:latest", "gpu-01", "d", "on disk, another digest");
        assertCell("llama3.2:latest", "away", "?", "unknown: there at the last contact");
        assertCell("qwen3:32b", "gpu-01", "o", "on disk");
        assertCell("qwen3:32b", "desk", "-", "not there");
        assertCell("gpt-oss:120b-cloud", "desk", "c", "cloud: runs elsewhere, no copy here");
        assertThat(tab.find(".cell-legend li")).hasCount(7);
        tab.find("thead .client a", "gpu-01").click();
        assertThat(tab.heading()).hasText("gpu-01");
    }

    private void assertCell(String model, String client, String letter, String words) {
        Locator cell = tab.model(model).locator(".cell[data-label='" + client + "']");
        assertThat(cell).hasAttribute("data-cell", letter);
        assertThat(cell.locator(".visually-hidden")).hasText(words);
        assertThat(cell.locator("svg")).hasCount(letter.equals("-") ? 0 : 1);
    }

    @Test
    void aNameWithTwoDigestsOpensToBothAndWhoHasThemTheUsualOneFirst() {
        Locator llama = tab.model("llama3.2:latest");
        assertThat(llama.locator(".digest")).hasText("2 digests");
        fleet.agent("gpu-02", LLAMA);
        assertThat(llama.locator("[data-label=clients]")).hasText("3 / 3");
        llama.locator("th a").click();
        assertThat(llama.locator("th a")).hasAttribute("aria-expanded", "true");
        assertThat(tab.find(".variants li").first()).containsText("2 clients, the usual one: desk, gpu-02");
        assertThat(variant(OLDER)).containsText("1 client: gpu-01");
        assertThat(tab.find(".variants .traits")).containsText("llama · 3.2B · Q4_K_M");
        assertThat(tab.hash()).isEqualTo("#/models?open=llama3.2%3Alatest");
        llama.locator("th a").click();
        assertThat(tab.find(".variants")).not().isAttached();

        tab.page().getByRole(AriaRole.NAVIGATION).getByText("Drifting").click();
        assertThat(tab.listSize()).hasText("1 model");
        assertThat(tab.hash()).isEqualTo("#/models?drift=true");
    }

    private Locator variant(SimulatedModel model) {
        return tab.find(".variants li", model.digest().substring(0, 12));
    }

    @Test
    void whatOneClientAloneHasIsFound() {
        tab.page()
                .getByRole(AriaRole.NAVIGATION)
                .getByText("On one client only")
                .click();
        assertThat(tab.model("llama3.2:latest")).not().isAttached();
        assertThat(tab.model("qwen3:32b")).isVisible();
        assertThat(tab.hash()).isEqualTo("#/models?single=true");
    }

    @Test
    void aModelIsFoundByTheBeginningOfADigest() {
        tab.page().getByRole(AriaRole.SEARCHBOX).fill(OLDER.digest().substring(0, 12));
        assertThat(tab.find("tbody th .name")).hasText(new String[] {"llama3.2:latest"});
    }

    @Test
    void theClientsOfOneLabelAreTheColumns() {
        fleet.agent("lab-01", Map.of("site", "lab"), LLAMA);
        assertThat(tab.find("thead .client")).hasCount(3);
        tab.page().getByLabel("Which clients").selectOption("site=lab");
        assertThat(tab.find("thead .client")).hasText(new String[] {"lab-01"});
        assertThat(tab.hash()).isEqualTo("#/models?label=site%3Dlab");
    }

    /** An office of 20 clients and a lab of 11, six of those with a model; each on a shelf of its own. */
    private void manyClients() {
        for (int i = 0; i < 31; i++) {
            fleet.reportOnce(
                    "many-" + i,
                    Map.of("labels", Map.of("site", i % 3 == 0 ? "lab" : "office", "shelf", "s" + i)),
                    wellWith(i % 2 == 0 ? PHI : List.of()));
        }
    }

    @Test
    void moreClientsThanColumnsAreCountedInGroups() {
        manyClients();
        fleet.agent("lab-01", Map.of("site", "lab"), LLAMA);
        fleet.agent("lab-02", Map.of("site", "lab"), OLDER);
        fleet.agent("lab-03", Map.of("site", "lab"), LLAMA, SimulatedLibrary.model("gpt-oss:120b-cloud"));
        fleet.reportOnce("away", Map.of(), wellWith(PHI));
        fleet.leave("away");
        tab.open("#/models");
        assertThat(tab.find("thead .group bdi")).hasText(new String[] {"office", "lab", "no site"});
        assertThat(inGroup("lab", "llama3.2:latest")).hasText("3/14 1 another digest");
        assertThat(inGroup("lab", "gpt-oss:120b-cloud")).hasText("0/14 1 cloud");
        assertThat(inGroup("lab", "phi4:14b")).hasText("6/14");
        assertThat(inGroup("no site", "phi4:14b")).hasText("0/3 1 unknown");
        assertThat(tab.find(".left-out")).not().isAttached();

        inGroup("lab", "phi4:14b").locator("a").click();
        assertThat(tab.listSize()).hasText("6 clients");
        assertThat(tab.hash()).isEqualTo("#/clients?model=phi4%3A14b&label=site%3Dlab");
    }

    private Locator inGroup(String group, String model) {
        return tab.model(model).locator(".group[data-label='" + group + "']");
    }

    @Test
    void groupsBeyondThirtyAreCounted() {
        manyClients();
        tab.open("#/models");
        assertThat(tab.find("thead .group")).hasCount(3);
        tab.page().getByLabel("Groups by").selectOption("shelf");
        assertThat(tab.find("thead .group")).hasCount(30);
        assertThat(tab.find(".left-out")).hasText("The 30 biggest groups, and 2 more groups");
        tab.page().goBack();
        assertThat(tab.find("thead .group bdi")).hasText(new String[] {"office", "lab", "no site"});
    }

    @Test
    void columnsSortTheBiggestFirst() {
        Locator names = tab.find("tbody th .name");
        assertThat(names).hasText(new String[] {"gpt-oss:120b-cloud", "llama3.2:latest", "qwen3:32b"});
        tab.follow("Size");
        assertThat(names.first()).hasText("qwen3:32b");
        assertThat(tab.find("th[aria-sort=descending]")).hasText("Size");
        assertThat(tab.hash()).isEqualTo("#/models?sort=-sizeBytes");
        tab.find("thead a", "Clients").click();
        assertThat(names.first()).hasText("llama3.2:latest");
    }

    @Test
    void onAPhoneEachModelListsWhoHasIt() {
        tab.page().setViewportSize(360, 800);
        Locator qwen = tab.model("qwen3:32b");
        assertThat(qwen.locator(".cell[data-label=gpu-01]")).isVisible();
        assertThat(qwen.locator(".cell[data-label=desk]")).isHidden();
    }

    @Test
    void aModelThatIsLoadedIsShownAsLoadedByItself() {
        Locator loaded = tab.model("llama3.2:latest").locator("[data-label=loaded]");
        assertThat(loaded).hasText("0");
        tab.becomesLive();

        desk.load("llama3.2", Duration.ofMinutes(5));
        assertThat(loaded).hasText("1");
        desk.unload("llama3.2:latest");
        assertThat(loaded).hasText("0");
    }

    @Test
    void aModelThatIsPulledAppearsByItself() {
        tab.becomesLive();
        desk.install(SimulatedLibrary.model("tinyllama"));
        assertThat(tab.model("tinyllama:latest").locator("[data-label=clients]"))
                .hasText("1 / 2 only desk");
        assertThat(tab.listSize()).hasText("4 models");
    }

    @Test
    void aSearchNarrowsTheListAndOneInVainOffersToClear() {
        Locator search = tab.page().getByRole(AriaRole.SEARCHBOX);
        search.fill("QWEN");
        assertThat(tab.listSize()).hasText("1 model");
        assertThat(tab.hash()).isEqualTo("#/models?q=QWEN");

        search.fill("nothing-like-it");
        assertThat(tab.find("obt-notice")).containsText("0 of 3 models match “nothing-like-it”.");
        tab.follow("Clear filter");
        assertThat(tab.listSize()).hasText("3 models");
        assertThat(search).hasValue("");
    }
}
