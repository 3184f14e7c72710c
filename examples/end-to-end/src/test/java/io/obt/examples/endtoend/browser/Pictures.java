package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.obt.examples.demo.DemoFleet;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Takes the pictures in {@code docs/images}, of a simulated fleet, light and dark. No test, and so run only when asked for:
 * {@code ./obt test -pl examples/end-to-end -am -Dtest=Pictures -Dsurefire.failIfNoSpecifiedTests=false}
 */
class Pictures extends DashboardTest {
    private static final Path IMAGES = Path.of("..", "..", "docs", "images");
    private static final List<String> PAGES = List.of("Fleet", "Clients", "Models", "Events");
    private static final int STEPS = 12;
    private static final double STEP_MILLIS = 700;

    @Override
    TestFleet newFleet() {
        return TestFleet.demo(data);
    }

    @Test
    void ofTheDemo() {
        try (DemoFleet simulated = DemoFleet.start(fleet.server(), new Random(3))) {
            tab.open("");
            tab.becomesLive();
            for (int i = 0; i < STEPS; i++) {
                simulated.step();
                tab.page().waitForTimeout(STEP_MILLIS); // for what changed to be reported, and drawn
            }
            for (String page : PAGES) {
                tab.follow(page);
                assertThat(tab.find("main :is(.counters, tbody tr)").first()).isVisible();
                take(page, ColorScheme.LIGHT);
                take(page, ColorScheme.DARK);
            }
        }
    }

    private void take(String page, ColorScheme theme) {
        tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        String name = (page + "-" + theme).toLowerCase(Locale.ROOT);
        tab.page().screenshot(new Page.ScreenshotOptions().setPath(IMAGES.resolve(name + ".png")));
    }
}
