package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.obt.examples.demo.DemoFleet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The simulated fleet says on every page that it is one. */
class DemoBannerTest extends DashboardTest {
    private static final String BANNER = "DEMO: simulated clients; nothing here is real";

    @Override
    TestFleet newFleet() {
        return TestFleet.demo(data);
    }

    @Test
    void everyPageOfADemoSaysThatNothingIsReal() {
        try (DemoFleet simulated = DemoFleet.start(fleet.server(), new Random(1))) {
            tab.open("");
            assertThat(tab.find(".demo")).hasText(BANNER);
            assertThat(tab.find(".counters a", "Online").locator(".number")).hasText(String.valueOf(simulated.size()));
            tab.assertFits();
            for (String page : new String[] {"Clients", "Models", "Events", "Fleet"}) {
                tab.follow(page);
                assertThat(tab.find(".demo")).hasText(BANNER);
                tab.assertFits();
            }
        }
    }
}
