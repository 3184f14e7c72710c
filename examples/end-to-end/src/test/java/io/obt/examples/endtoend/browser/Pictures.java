package io.obt.examples.endtoend.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.obt.examples.demo.DemoFleet;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Takes the pictures in {@code docs/images}, of a simulated fleet. No test, and so run only when asked for:
 * {@code ./obt test -pl examples/end-to-end -am -Dtest=Pictures -Dsurefire.failIfNoSpecifiedTests=false}
 */
class Pictures extends DashboardTest {
    private static final Path IMAGES = Path.of("..", "..", "docs", "images");
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
            take("fleet-light");
            tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            take("fleet-dark");
            tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            for (String page : new String[] {"Clients", "Models", "Events"}) {
                tab.follow(page);
                tab.find("table tbody tr, ol li").first().waitFor();
                take(page.toLowerCase(Locale.ROOT) + "-light");
            }
        }
    }

    private void take(String name) {
        tab.page().screenshot(new Page.ScreenshotOptions().setPath(IMAGES.resolve(name + ".png")));
    }
}
