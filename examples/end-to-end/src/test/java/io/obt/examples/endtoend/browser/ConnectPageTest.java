package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One command makes a machine a client, with a join token in it, and the page says when it came. */
class ConnectPageTest extends DashboardTest {
    private static final Map<String, ?> WELL = Map.of("ollama", Map.of("available", true, "version", "0.21.0"));
    private static final Map<String, ?> ILL = Map.of("ollama", Map.of("available", false, "error", "nobody there"));
    private static final Pattern COMMAND =
            Pattern.compile("./obt agent --server (http://127\\.0\\.0\\.1:\\d+) --join (obt_join_[\\w-]{43})");

    @Override
    TestFleet newFleet() {
        return TestFleet.guarded(data);
    }

    @BeforeEach
    void logIn() {
        tab.expectFailedRequests();
        fleet.reportOnce("desk", Map.of(), WELL);
        tab.open("");
        tab.logIn(fleet.adminToken());
        tab.follow("Connect a client");
        assertThat(tab.heading()).hasText("Connect a client");
    }

    private Locator button(String name) {
        return tab.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private String command() {
        return tab.find("obt-command code").textContent();
    }

    private int join(String id, String token) {
        HttpResponse<String> answer = fleet.call(
                "PUT",
                "/api/v1/clients/" + id + "/credential",
                Map.of("credential", "obt_agent_" + "x".repeat(42) + "A"),
                token);
        return answer.statusCode();
    }

    private String token() {
        button("Make a join token").click();
        assertThat(tab.find("obt-command code")).hasText(COMMAND);
        return command().replaceFirst(".* --join ", "");
    }

    @Test
    void theCommandHoldsATokenThatWorksUntilItIsRevoked() {
        String token = token();
        assertThat(command()).startsWith("./obt agent --server " + fleet.url() + " ");
        assertThat(tab.find("obt-connect")).containsText("It lets 10 machines join, until ");
        assertThat(join("gpu-01", token)).isEqualTo(204);
        button("Revoke it").click();
        assertThat(tab.find("obt-connect [role=alert]")).hasText("The token is revoked: nobody joins by it any more.");
        assertThat(tab.find("obt-command")).hasCount(0);
        assertThat(join("gpu-02", token)).isEqualTo(401);
        assertThat(token()).isNotEqualTo(token);
    }

    @Test
    void theSameCommandComesForTheJarAndTheEnvironmentAndCanBeCopied() {
        String token = token();
        button("Jar").click();
        assertThat(tab.find("obt-command code"))
                .hasText("java -jar obt-agent.jar --server " + fleet.url() + " --join " + token);
        button("Environment").click();
        assertThat(tab.find("obt-command code"))
                .hasText("OBT_SERVER_URL=" + fleet.url() + " OBT_JOIN_TOKEN=" + token + " ./obt agent");
        tab.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        tab.find("obt-command button").click();
        assertThat(tab.find("obt-command button")).hasText("Copied");
        assertThat(tab.page().evaluate("navigator.clipboard.readText()")).isEqualTo(command());
    }

    @Test
    void itSaysWhichClientCameThatWasNotThereBefore() {
        token();
        assertThat(tab.find(".waiting")).containsText("Waiting for the first heartbeat");
        tab.becomesLive();
        fleet.leave("desk");
        fleet.reportOnce("desk", Map.of(), WELL);
        fleet.reportOnce("gpu-01", Map.of(), WELL);
        assertThat(tab.find(".arrived li")).containsText("gpu-01 connected just now");
        assertThat(tab.find(".waiting")).containsText("Waiting for another");
        fleet.reportOnce("gpu-02", Map.of(), ILL);
        assertThat(tab.find(".arrived li").first()).containsText("gpu-02 connected just now");
        assertThat(tab.find(".arrived li").first()).containsText("nobody there");
        assertThat(tab.find(".arrived li")).hasCount(2);
        assertThat(tab.find(".arrived svg[data-status=DEGRADED]")).hasCount(1);
        tab.follow("gpu-02");
        assertThat(tab.client("gpu-02")).isVisible();
    }

    @Test
    void tokenIsGoneWithThePage() {
        token();
        tab.follow("Fleet");
        assertThat(tab.heading()).not().hasText("Connect a client");
        assertThat(tab.page().content()).doesNotContain("obt_join_");
        tab.follow("Connect a client");
        assertThat(button("Make a join token")).isVisible();
        assertThat(tab.find("obt-command")).hasCount(0);
    }

    @Test
    void everybodyCanUseIt() {
        tab.assertFits();
        tab.assertAccessible();
        token();
        fleet.reportOnce("g".repeat(64), Map.of(), ILL);
        assertThat(tab.find(".arrived li")).isVisible();
        tab.assertFits();
        tab.assertAccessible();
    }
}
