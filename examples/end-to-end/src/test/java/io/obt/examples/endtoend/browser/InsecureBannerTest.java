package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

/** A server that everybody reaches and that asks for no token says so on every page. */
class InsecureBannerTest extends DashboardTest {
    @Override
    TestFleet newFleet() {
        return TestFleet.insecure(data);
    }

    @Test
    void everyPageSaysThatAnyoneCanUseTheServer() {
        tab.open("");
        for (String page : new String[] {"Fleet", "Clients", "Models", "Events"}) {
            tab.follow(page);
            assertThat(tab.find(".insecure"))
                    .hasText("Anyone who reaches this server can use it. Start it without --insecure, and it asks for"
                            + " tokens.");
            tab.assertFits();
            tab.assertAccessible();
        }
        assertThat(tab.find("obt-user")).isEmpty();
    }
}
