package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Each component in all its states, at {@code /dashboard/components.html}: the server's own page, policy and files, with
 * another script in it, {@code components.js} beside this class. No server has that page but the one of this test.
 */
class ComponentsTest extends DashboardTest {
    private static final Path PICTURES = Path.of("target", "components");
    private static final Pattern APP = Pattern.compile("src=\"(.*)/components/app/app\\.js\"");

    @BeforeEach
    void openThePage() {
        tab.page().route("**/dashboard/components.*", this::serve);
        tab.page().navigate(fleet.url() + "/dashboard/components.html");
        tab.page().evaluate("window.loadedOnce = true");
        assertThat(tab.find("main section").first()).isVisible();
    }

    private void serve(Route route) {
        var page = tab.page().request().get(fleet.url() + "/");
        Matcher app = APP.matcher(page.text());
        assertThat(app.find()).isTrue();
        if (route.request().url().endsWith(".js")) {
            route.fulfill(new FulfillOptions().setContentType("text/javascript").setBody(script(app.group(1))));
            return;
        }
        String body =
                app.replaceFirst("src=\"/dashboard/components.js\"").replace("<obt-app></obt-app>", "<main></main>");
        String policy = page.headers().get("content-security-policy");
        route.fulfill(new FulfillOptions()
                .setContentType("text/html")
                .setHeaders(Map.of("Content-Security-Policy", policy))
                .setBody(body));
    }

    private static String script(String base) {
        try (InputStream script = ComponentsTest.class.getResourceAsStream("components.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8).replace("{{base}}", base);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyComponentIsThere() {
        // All that the page's files define, but the pages, which have tests of their own.
        List<?> missing = (List<?>) tab.page().evaluate("""
                async () => {
                  const files = [...document.querySelectorAll("link[rel=modulepreload][href*='/components/']")];
                  const texts = await Promise.all(files.map(async ({ href }) => (await fetch(href)).text()));
                  return texts.flatMap((text) => [...text.matchAll(/customElements\\.define\\("([^"]+)"/g)])
                      .map(([, name]) => name)
                      .filter((name) => !name.endsWith("-page") && !document.querySelector(name));
                }""");
        assertThat(missing).isEmpty();
    }

    @Test
    void everyStateIsForEverybodyAndFits() {
        for (Object section : (List<?>) tab.page().evaluate("sections")) {
            tab.go("#" + section);
            assertThat(tab.find("h2").first()).hasText(section.toString());
            assertThat(tab.find("main section")).hasCount(1);
            tab.assertFits();
            tab.assertAccessible();
        }
    }

    @Test
    void picturesOfAllAreKept() {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            byte[] picture = tab.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(PICTURES.resolve(scheme.name().toLowerCase(Locale.ROOT) + ".png")));
            assertThat(picture).isNotEmpty();
        }
    }
}
