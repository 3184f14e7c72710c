package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Contrast;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import io.obt.examples.ollama.SimulatedLibrary;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page looks as its reader wants it: by what the system says, and by a word of their own. */
class ThemeTest extends DashboardTest {
    private static final String LIGHT = "rgb(255, 255, 255)";
    private static final String DARK = "rgb(13, 17, 23)";
    private static final Map<String, ?> ILL = Map.of("ollama", Map.of("available", false, "error", "nobody there"));

    private Locator button() {
        return tab.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Theme: ")));
    }

    private void assertBackground(String colour) {
        assertThat(tab.find("html")).hasCSS("background-color", colour);
    }

    private void system(ColorScheme scheme) {
        tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    }

    @Test
    void itIsTheSystemsUntilTheReaderChooses() {
        tab.open("#/events");
        assertBackground(LIGHT);
        system(ColorScheme.DARK);
        assertBackground(DARK);
        assertThat(button()).hasAccessibleName("Theme: automatic");
        button().click();
        assertThat(button()).hasAccessibleName("Theme: light");
        assertBackground(LIGHT);
        button().click();
        system(ColorScheme.LIGHT);
        assertThat(button()).hasAccessibleName("Theme: dark");
        assertBackground(DARK);
        button().click();
        assertBackground(LIGHT);
    }

    @Test
    void whatWasChosenHoldsBeforeAnythingIsPainted() {
        tab.open("#/events");
        button().click();
        button().click();
        // Nothing of the page but its head has run.
        tab.page()
                .route(
                        Pattern.compile(".*/app\\.js"),
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("text/javascript")
                                .setBody("")));
        tab.reopen("#/models");
        assertBackground(DARK);
        assertThat(tab.find("obt-app")).isEmpty();
    }

    @Test
    void coloursThatTheSystemForcesAndMoreContrastAndLessMotionAreTaken() {
        fleet.reportOnce("ill", Map.of(), ILL);
        fleet.agent("desk", SimulatedLibrary.model("llama3.2"));
        tab.open("#/clients");
        assertThat(tab.client("ill")).isVisible();
        tab.page()
                .emulateMedia(new Page.EmulateMediaOptions()
                        .setForcedColors(ForcedColors.ACTIVE)
                        .setContrast(Contrast.MORE)
                        .setReducedMotion(ReducedMotion.REDUCE));
        tab.assertFits();
        tab.assertAccessible();
        tab.go("#/connect");
        assertThat(tab.find(".pulse")).hasCSS("animation-name", "none");
        tab.assertFits();
        tab.assertAccessible();
    }

    @Test
    void onATelephoneThePagesAreWithinReachOfAThumb() {
        fleet.reportOnce("ill", Map.of(), ILL);
        tab.open("#/clients");
        assertThat(tab.client("ill")).isVisible();
        tab.page().setViewportSize(360, 800);
        Object bottom =
                tab.page().evaluate("innerHeight - document.querySelector('nav').getBoundingClientRect().bottom");
        assertThat(bottom).isEqualTo(0);
        // Four times as big, on a laptop: it would hide half of what one reads.
        tab.page().setViewportSize(320, 256);
        assertThat(tab.find("header nav")).hasCSS("position", "static");
    }
}
