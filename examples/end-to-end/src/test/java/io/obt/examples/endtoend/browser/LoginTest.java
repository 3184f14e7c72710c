package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.obt.access.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that asks for tokens: who has none sees the login and nothing else. */
class LoginTest extends DashboardTest {
    private static final String WRONG = "obt_viewer_" + "x".repeat(43);

    @Override
    TestFleet newFleet() {
        return TestFleet.guarded(data);
    }

    // What is asked without a token is refused, and Chromium says so on the console.
    @BeforeEach
    void refusalsAreMeant() {
        tab.expectFailedRequests();
    }

    private Locator problem() {
        return tab.find("#token-problem");
    }

    private Locator logOut() {
        return tab.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log out"));
    }

    @Test
    void loginStandsInPlaceOfThePageAndLeadsToItByTheKeyboardAlone() {
        fleet.reportOnce("desk", Map.of(), WELL);
        tab.open("#/clients?q=des");
        assertThat(tab.heading()).hasText("Log in");
        assertThat(tab.page()).hasTitle("Log in · OBT");
        assertThat(tab.find("nav")).hasCount(0);
        assertThat(tab.find("obt-login"))
                .containsText(
                        "Who runs the server finds one in the file admin-token in its data directory, or makes one:"
                                + " obt token create --name you --role viewer");

        tab.logIn(fleet.makeToken("anna", Role.VIEWER).path("secret").asText());
        assertThat(tab.client("desk")).isVisible();
        assertThat(tab.hash()).isEqualTo("#/clients?q=des");
        assertThat(tab.page()).hasTitle("Clients · OBT");
        assertThat(tab.heading()).isFocused();
        assertThat(tab.find("obt-user")).containsText("anna viewer");
        tab.becomesLive();
    }

    @Test
    void whatIsWrongWithATokenStandsBesideTheFieldWhichIsEmptyAgain() {
        JsonNode revoked = fleet.makeToken("bert", Role.VIEWER);
        fleet.revoke(revoked);
        String expired = fleet.makeToken("carla", Role.VIEWER, Duration.ofSeconds(1))
                .path("secret")
                .asText();
        String join = fleet.makeToken("rack", Role.JOIN).path("secret").asText();
        await().until(() -> fleet.login(expired) == 401);
        tab.open("");
        for (String token : List.of(WRONG, "x", revoked.path("secret").asText(), expired, join)) {
            tab.logIn(token);
            assertThat(problem())
                    .hasText("This token does not open the dashboard: it takes one of a viewer, operator or admin that"
                            + " works");
            assertThat(tab.find("#token")).hasValue("");
            assertThat(tab.find("#token")).hasAttribute("aria-invalid", "true");
        }
        tab.logIn(fleet.adminToken());
        assertThat(tab.find("obt-user")).containsText("admin-token admin");
    }

    @Test
    void whoTriedTooOftenIsToldHowLongToWait() {
        for (int i = 0; i < 10; i++) {
            assertThat(fleet.login(WRONG)).isEqualTo(401);
        }
        tab.open("");
        tab.logIn(WRONG);
        assertThat(problem()).containsText("Too many tokens that do not work came from your address; wait ");
        tab.logIn(fleet.adminToken());
        assertThat(tab.find("obt-user")).containsText("admin-token admin");
    }

    @Test
    void browserThatKeepsNoCookieIsToldFromAWrongToken() {
        tab.open("");
        assertThat(tab.find("#token")).isFocused();
        tab.page().route("**/api/v1/session", route -> {
            if (route.request().method().equals("POST")) {
                route.fulfill(new Route.FulfillOptions().setStatus(200).setBody("{}"));
            } else {
                route.resume();
            }
        });
        tab.logIn(fleet.adminToken());
        assertThat(problem())
                .hasText("The token is right, but the browser keeps no session: allow cookies for this site.");
    }

    @Test
    void serverThatCannotOrDoesNotAnswerIsToldFromAWrongToken() {
        tab.open("");
        assertThat(tab.find("#token")).isFocused();
        tab.page()
                .route(
                        "**/api/v1/session",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(503)
                                .setContentType("application/problem+json")
                                .setBody("{\"detail\":\"The server cannot do this now. Try again in 5 s\"}")));
        tab.logIn(fleet.adminToken());
        assertThat(problem()).hasText("The server cannot do this now. Try again in 5 s");
        tab.page().unroute("**/api/v1/session");
        fleet.stopServer();
        tab.logIn(fleet.adminToken());
        assertThat(problem()).hasText("The server does not answer. Is it running? Try again.");
    }

    @Test
    void sessionThatEndsUnderAnOpenPageLeadsToTheLoginAndBackToTheSameView() {
        fleet.reportOnce("desk", Map.of(), WELL);
        JsonNode token = fleet.makeToken("anna", Role.VIEWER);
        tab.open("#/events?type=CLIENT_ONLINE");
        tab.logIn(token.path("secret").asText());
        assertThat(tab.find("tr[data-event]")).hasCount(1);
        tab.becomesLive();

        fleet.revoke(token);
        assertThat(tab.heading()).hasText("Log in");
        assertThat(tab.find("body")).not().containsText("desk");
        tab.logIn(fleet.makeToken("bert", Role.VIEWER).path("secret").asText());
        assertThat(tab.find("tr[data-event]")).hasCount(1);
        assertThat(tab.hash()).isEqualTo("#/events?type=CLIENT_ONLINE");
        tab.becomesLive();
        fleet.reportOnce("lab", Map.of(), WELL);
        assertThat(tab.find("tr[data-event]")).hasCount(2);
    }

    @Test
    void whoLogsOutIsLoggedOutAndTheTokenStaysGood() {
        tab.open("");
        tab.logIn(fleet.adminToken());
        tab.becomesLive();
        logOut().focus();
        tab.page().keyboard().press("Enter");
        assertThat(tab.heading()).hasText("Log in");
        assertThat(tab.find("obt-user")).hasCount(0);
        tab.page().reload();
        tab.page().evaluate("window.loadedOnce = true");
        assertThat(tab.heading()).hasText("Log in");
        tab.logIn(fleet.adminToken());
        tab.becomesLive();
    }

    @Test
    void tokenIsNowhereThatAScriptOrAnAddressKeepsIt() {
        tab.open("#/models");
        tab.logIn(fleet.adminToken());
        tab.becomesLive();
        Object kept = tab.page()
                .evaluate(
                        "JSON.stringify([localStorage, sessionStorage, document.cookie, location.href, history.state])");
        assertThat(kept.toString()).doesNotContain("obt_");
        assertThat(tab.page().content()).doesNotContain("obt_admin_");
    }

    @Test
    void onlyAdminsAreShownWhatOnlyAdminsMay() {
        tab.open("#/events");
        tab.logIn(fleet.makeToken("olga", Role.OPERATOR).path("secret").asText());
        assertThat(tab.find("obt-user")).containsText("olga operator");
        assertThat(tab.find("tr[data-event]").first()).isVisible();
        assertThat(tab.find("nav[aria-label=Logs]")).hasCount(0);
        tab.go("#/events?tab=audit");
        assertThat(tab.find("obt-notice"))
                .containsText("This call is for the role admin, and the token 'olga' has the role operator");
        tab.go("#/connect");
        assertThat(tab.find("obt-connect")).containsText("those are made by admins");
        assertThat(tab.find("obt-connect button")).hasCount(0);
    }

    @Test
    void loginIsForEverybodyAndFits() {
        tab.open("");
        assertThat(tab.heading()).hasText("Log in");
        tab.assertFits();
        tab.assertAccessible();
        tab.find("#token").focus();
        tab.logIn(WRONG);
        assertThat(problem()).isVisible();
        tab.assertFits();
        tab.assertAccessible();
        String longName = "<img src=x onerror=window.hit=1>" + "W".repeat(32);
        tab.find("#token").focus();
        tab.logIn(fleet.makeToken(longName, Role.ADMIN).path("secret").asText());
        tab.waitForVerbatim(tab.find("obt-user bdi"), longName);
        tab.assertFits();
        tab.assertAccessible();
    }

    @Test
    void onlyWhoMayForgetClientsIsOfferedIt() {
        fleet.leave("gone");
        tab.open("#/clients?selected=gone");
        tab.logIn(fleet.makeToken("anna", Role.VIEWER).path("secret").asText());
        assertThat(tab.find("obt-selection", "Copy ids")).isVisible();
        assertThat(tab.find("obt-selection button", "Forget…")).not().isAttached();
        logOut().click();
        tab.logIn(fleet.makeToken("otto", Role.OPERATOR).path("secret").asText());
        assertThat(tab.find("obt-selection button", "Forget…")).isVisible();
    }
}
