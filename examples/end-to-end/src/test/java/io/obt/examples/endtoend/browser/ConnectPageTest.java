package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.obt.client.ClientId;
import io.obt.sdk.ObtAgent;
import java.io.File;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command makes a machine a client, with a join token in it, and the page says when it came. */
class ConnectPageTest extends DashboardTest {
    private static final Map<String, ?> ILL = Map.of("ollama", Map.of("available", false, "error", "nobody there"));
    private static final Pattern COMMAND =
            Pattern.compile("OBT_JOIN_TOKEN=(obt_join_[\\w-]{43}) ./obt agent --server (http://127\\.0\\.0\\.1:\\d+)");

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
        return command().replaceFirst("OBT_JOIN_TOKEN=(\\S+) .*", "$1");
    }

    @Test
    void theCommandHoldsATokenThatWorksUntilItIsRevoked() {
        String token = token();
        assertThat(command()).endsWith("./obt agent --server " + fleet.url());
        assertThat(tab.find("obt-connect")).containsText("It lets 10 machines join, until ");
        assertThat(join("gpu-01", token)).isEqualTo(204);
        button("Revoke it").click();
        assertThat(tab.find("obt-connect [role=alert]")).hasText("The token is revoked: nobody joins by it any more.");
        assertThat(tab.find("obt-command")).hasCount(0);
        assertThat(join("gpu-02", token)).isEqualTo(401);
        assertThat(token()).isNotEqualTo(token);
    }

    @Test
    void theSameComesForJarSystemdAndContainerAndNeverShowsTheTokenInTheListOfProcesses() {
        String token = token();
        button("Jar").click();
        assertThat(tab.find("obt-command code"))
                .hasText("OBT_JOIN_TOKEN=" + token + " java -jar obt-agent.jar --server " + fleet.url());
        button("systemd").click();
        assertThat(tab.find("obt-command code")).hasCount(3);
        assertThat(tab.find("obt-command code").first())
                .containsText("Environment=OBT_SERVER_URL=" + fleet.url() + " Environment=OBT_AGENT_DIR=");
        assertThat(tab.find("obt-command code").nth(1)).containsText("<<< 'OBT_JOIN_TOKEN=" + token + "'");
        button("Container").click();
        assertThat(tab.find("obt-command code"))
                .containsText("-e OBT_SERVER_URL=" + fleet.url() + " -e OBT_JOIN_TOKEN \\");
        tab.assertFits();
        tab.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        tab.find("obt-command button").click();
        assertThat(tab.find("obt-command button")).hasText("Copied");
        assertThat(tab.page().evaluate("navigator.clipboard.readText()")).isEqualTo(command());
        assertThat(tab.page().content()).doesNotContain("--join");
    }

    @Test
    void whatComesForAJavaServiceCompiles(@TempDir Path sources) throws Exception {
        String token = token();
        button("Your Java service").click();
        Locator steps = tab.find("obt-command code");
        assertThat(steps.nth(0)).containsText("<artifactId>obt-sdk</artifactId>");
        assertThat(steps.nth(1)).hasText("OBT_JOIN_TOKEN=" + token);
        String[] code = steps.nth(2).textContent().split("\n\n", 2);
        Path file = Files.writeString(
                sources.resolve("Service.java"),
                code[0] + " class Service { void run() {\n" + code[1] + "\n"
                        + steps.nth(3).textContent() + " } }");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath(), "-d", sources.toString(), file.toString());
        assertThat(result).as(Files.readString(file)).isZero();
    }

    private static String classPath() throws Exception {
        return Path.of(ObtAgent.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                + File.pathSeparator
                + Path.of(ClientId.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
    }

    @Test
    void whenNothingComesItSaysWhatTheServerSaw() {
        tab.page().clock().install();
        tab.reopen("#/connect");
        String token = token();
        assertThat(tab.find(".waiting")).containsText("Waiting for the first heartbeat");
        assertThat(tab.find(".late")).hasCount(0);
        tab.page().clock().runFor(61_000);
        assertThat(tab.find(".late")).containsText("The server saw nobody join since this page was opened.");
        assertThat(tab.find(".late")).containsText("curl " + fleet.url() + "/healthz");
        tab.assertFits();
        tab.assertAccessible();

        assertThat(join("gpu-01", token)).isEqualTo(204);
        tab.page().clock().runFor(11_000);
        assertThat(tab.find(".late")).containsText("gpu-01 from 127.0.0.1 joined, and has not reported");
        assertThat(join("desk", token)).isEqualTo(409);
        tab.page().clock().runFor(11_000);
        assertThat(tab.find(".late")).containsText("desk from 127.0.0.1 was refused (409)");
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
        assertThat(tab.heading()).hasText("gpu-02");
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
