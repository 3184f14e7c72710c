package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** One client by itself, at an address of its own. */
class ClientPageTest extends DashboardTest {
    private static final Map<String, ?> WELL = Map.of("ollama", Map.of("available", true, "version", "0.32.15"));

    @Test
    void eachClientHasAnAddress() {
        fleet.reportOnce("desk", Map.of(), WELL);
        fleet.reportOnce("constructor", Map.of(), WELL);
        tab.open("#/clients/desk");
        assertThat(tab.heading()).hasText("desk");
        assertThat(tab.find("main .state-word")).hasText("Online");
        assertThat(tab.find("nav [aria-current=page]")).hasText("Clients");
        assertThat(tab.page()).hasTitle("desk · OBT");
        tab.go("#/clients/constructor?tab=models&window=7d");
        assertThat(tab.heading()).hasText("constructor");
        assertThat(tab.find("main .state-word")).hasText("Online");
    }

    @Test
    void aNameThatNobodyHasIsSaidVerbatimWithAWayOut() {
        fleet.reportOnce("desk", Map.of(), WELL);
        tab.expectFailedRequests();
        tab.open("#/clients/%3Cimg%20src%3Dx%3E%2F..%2F%3Fq%3D%23");
        assertThat(tab.heading()).hasText("<img src=x>/../?q=#");
        assertThat(tab.find("obt-notice")).containsText("The server does not show this client.");
        tab.follow("Show all clients");
        assertThat(tab.client("desk")).isVisible();
    }

    @Test
    void anAddressThatIsNoNameLeadsNowhere() {
        tab.open("#/models");
        for (String hash : new String[] {"#/clients/%zz", "#/clients/", "#/clients/desk/more", "#/client"}) {
            tab.go(hash);
            assertThat(tab.heading()).hasText("Not found");
        }
    }
}
