package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.obt.access.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who changed what, for admins. */
class AuditPageTest extends DashboardTest {
    private static final List<String> POISON = List.of(
            "<img src=x onerror=window.hit=1>",
            "\"><script>window.hit=1<!--",
            "${window.hit=1} {{window.hit=1}}",
            "__proto__",
            "W".repeat(64));

    @Override
    TestFleet newFleet() {
        return TestFleet.guarded(data);
    }

    @BeforeEach
    void logIn() {
        tab.expectFailedRequests();
        tab.open("#/events");
        tab.logIn(fleet.adminToken());
        assertThat(tab.find("obt-user")).containsText("admin");
    }

    private Locator changes() {
        return tab.find("tr[data-change]");
    }

    @Test
    void doneRefusedAndWhoDidItStandNewestFirst() {
        String viewer = fleet.makeToken("anna", Role.VIEWER).path("secret").asText();
        fleet.call("DELETE", "/api/v1/clients/desk", Map.of(), viewer);
        tab.follow("Audit");
        assertThat(tab.hash()).isEqualTo("#/events?tab=audit");
        assertThat(tab.page()).hasTitle("Audit · OBT");
        Locator refused = tab.find("tr[data-change]", "client.forget");
        assertThat(refused.locator("th")).hasText("anna");
        assertThat(refused.locator(".whom")).hasText("desk");
        assertThat(refused.locator("[data-label=from]")).hasText("127.0.0.1");
        assertThat(refused.locator(".state-word")).hasText("Refused");
        assertThat(refused.locator(".outcome")).hasAttribute("title", "Answered with 403");
        Locator made = tab.find("tr[data-change]", "token.create");
        assertThat(made.locator("th")).hasText("admin-token");
        assertThat(made.locator(".whom")).hasText("anna");
        assertThat(made.locator(".state-word")).hasText("Done");
        assertThat(changes().first()).containsText("client.forget");
        assertThat(changes().last()).containsText("session.open");
        tab.assertFits();
        tab.assertAccessible();
    }

    @Test
    void namesOfStrangersAreShownAsTheyAre() {
        for (String text : POISON) {
            String token = fleet.makeToken(text, Role.ADMIN).path("secret").asText();
            fleet.makeToken(token, Map.of("name", text, "role", Role.VIEWER));
            String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
            fleet.call("DELETE", "/api/v1/clients/" + encoded, Map.of(), token);
        }
        tab.go("#/events?tab=audit");
        assertThat(changes()).hasCount(1 + 3 * POISON.size());
        for (int i = 0; i < POISON.size(); i++) {
            String text = POISON.get(POISON.size() - 1 - i);
            tab.waitForVerbatim(changes().nth(3 * i).locator("th"), text);
            tab.waitForVerbatim(changes().nth(3 * i).locator(".whom"), text);
            tab.waitForVerbatim(changes().nth(3 * i + 1).locator("th"), text);
            tab.waitForVerbatim(changes().nth(3 * i + 1).locator(".whom"), text);
        }
        assertThat(tab.find("body").locator("script, img, iframe, [onload], [onerror]"))
                .hasCount(0);
        tab.assertFits();
    }

    @Test
    void aLongLogHasParts() {
        for (int i = 0; i < 101; i++) {
            fleet.call("DELETE", "/api/v1/clients/nobody-" + i, Map.of(), fleet.adminToken());
        }
        tab.go("#/events?tab=audit");
        assertThat(tab.listSize()).hasText("1–100 of 102 changes");
        assertThat(changes().first()).containsText("nobody-100");
        tab.find(".head .button", "Next").click();
        assertThat(changes()).hasCount(2);
        assertThat(changes().last()).containsText("session.open");
    }
}
