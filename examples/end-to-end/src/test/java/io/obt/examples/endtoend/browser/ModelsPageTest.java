package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedModel;
import io.obt.examples.ollama.SimulatedOllama;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fleet's models: how big, where, loaded, and whether one name means one thing. */
class ModelsPageTest extends DashboardTest {
    private static final SimulatedModel LLAMA = SimulatedLibrary.model("llama3.2");
    private static final SimulatedModel OLDER = LLAMA.variant("older");

    private SimulatedOllama desk;

    @BeforeEach
    void openWithTwoClients() {
        desk = fleet.agent("desk", LLAMA, SimulatedLibrary.model("gpt-oss:120b-cloud"));
        fleet.agent("gpu-01", OLDER, SimulatedLibrary.model("qwen3:32b"));
        tab.open("#/models");
        assertThat(tab.listSize()).hasText("3 models");
    }

    @Test
    void aModelIsShownWithKindSizeAndClients() {
        Locator qwen = tab.model("qwen3:32b");
        assertThat(qwen.locator(".traits")).hasText("qwen3 · 32.8B · Q4_K_M");
        assertThat(qwen.locator("[data-label=size]")).hasText("20 GB");
        assertThat(qwen.locator("[data-label=clients]")).hasText("1 / 2");
        assertThat(tab.model("llama3.2:latest").locator("[data-label=size]")).hasText("2.0 GB");

        qwen.locator("[data-label=clients] a").click();
        assertThat(tab.listSize()).hasText("1 client");
        assertThat(tab.client("gpu-01")).isVisible();
    }

    @Test
    void aModelInTheCloudTakesNoRoomHere() {
        Locator stub = tab.model("gpt-oss:120b-cloud");
        assertThat(stub.locator(".traits")).containsText("cloud, at ");
        assertThat(stub.locator("[data-label=size]")).hasText("–");
    }

    @Test
    void aNameWithTwoDigestsShowsBothAndWhoHasThem() {
        assertThat(tab.model("llama3.2:latest").locator(".digest")).hasText("2 digests");
        assertThat(variant(LLAMA)).containsText("1 client: desk");
        assertThat(variant(OLDER)).containsText("1 client: gpu-01");

        tab.page().getByRole(AriaRole.NAVIGATION).getByText("Drifting").click();
        assertThat(tab.listSize()).hasText("1 model");
        assertThat(tab.hash()).isEqualTo("#/models?drift=true");
    }

    private Locator variant(SimulatedModel model) {
        return tab.find(".variants li", model.digest().substring(0, 12));
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
                .hasText("1 / 2");
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
