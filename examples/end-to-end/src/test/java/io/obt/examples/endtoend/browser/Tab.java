package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One tab of a fresh profile, on one server's dashboard. Whatever a test looks at, the tab watches for what must never
 * happen: see {@link #close()}.
 */
final class Tab implements AutoCloseable {
    private static final String COLLECT_CSP_REPORTS = """
            window.cspReports = [];
            addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
                cspReports.push(`${violatedDirective} ${blockedURI} ${sample}`));
            """;
    private static final Set<String> BAD = Set.of("error", "warning");

    private final BrowserContext profile;
    private final URI server;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private boolean failedRequestsAreMeant;
    private int requests;

    Tab(BrowserContext profile, URI server) {
        this.server = server;
        this.profile = profile;
        profile.addInitScript(COLLECT_CSP_REPORTS);
        page = profile.newPage();
        page.onConsoleMessage(this::heard);
        page.onPageError(error -> complaints.add("uncaught: " + error));
        page.onRequest(request -> {
            requests++;
            if (!URI.create(request.url()).getAuthority().equals(server.getAuthority())) {
                complaints.add("request to " + request.url());
            }
        });
    }

    private void heard(ConsoleMessage message) {
        boolean meant = failedRequestsAreMeant && message.text().startsWith("Failed to load resource");
        if (BAD.contains(message.type()) && !meant) {
            complaints.add(message.type() + ": " + message.text() + " at " + message.location());
        }
    }

    /** From here on the test makes requests fail, which Chromium itself reports on the console. */
    void expectFailedRequests() {
        failedRequestsAreMeant = true;
    }

    /** Waits until that element holds this text, letter by letter: Playwright takes all white space for the same. */
    void waitForVerbatim(Locator locator, String text) {
        page.waitForCondition(() -> locator.textContent().strip().equals(text.strip()));
    }

    /** Shows the server this token, by the keyboard alone: the field has the focus when there is one. */
    void logIn(String token) {
        assertThat(page.locator("#token")).isFocused();
        page.keyboard().insertText(token);
        page.keyboard().press("Enter");
    }

    /** Loads the dashboard at {@code hash}, like {@code #/clients}. */
    void open(String hash) {
        page.navigate(server.resolve("/") + hash);
        page.evaluate("window.loadedOnce = true");
    }

    /** Loads it anew, from somewhere else. */
    void reopen(String hash) {
        page.navigate("about:blank");
        open(hash);
    }

    /** Follows the link of that name in the head of the page, or anywhere. */
    void follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .click();
    }

    /** Goes to another place of the page that is already loaded. */
    void go(String hash) {
        page.evaluate("hash => { location.hash = hash; }", hash);
    }

    Page page() {
        return page;
    }

    /** How many requests there were so far. */
    int requests() {
        return requests;
    }

    /** What comes after the {@code #} in the address. */
    String hash() {
        return (String) page.evaluate("location.hash");
    }

    Locator heading() {
        return page.locator("h1");
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    /** The element of that selector that holds that text. */
    Locator find(String selector, String text) {
        return page.locator(selector, new Page.LocatorOptions().setHasText(text));
    }

    /** The row of one client on the Clients page. */
    Locator client(String id) {
        return page.locator("tr[data-client='" + id + "']");
    }

    /** The row of one model on the Models page. */
    Locator model(String name) {
        return page.locator("tr[data-model='" + name + "']");
    }

    /** How many rows the list on this page has in all, as it says itself. */
    Locator listSize() {
        return page.locator(".head obt-pager .size");
    }

    void becomesLive() {
        assertThat(page.locator("obt-connection-chip")).hasText("live");
    }

    /** No part of the page is wider than a telephone, a laptop, or a laptop's page at four times its size. */
    void assertFits() {
        for (int width : new int[] {320, 360, 1280}) {
            page.setViewportSize(width, 800);
            Object tooWide = page.evaluate("document.documentElement.scrollWidth - innerWidth");
            assertThat(tooWide)
                    .as("pixels beyond a width of %d, at %s", width, hash())
                    .isEqualTo(0);
        }
    }

    /** Axe-core finds nothing that keeps anybody from using this page; what is dark differs in its colours alone. */
    void assertAccessible() {
        assertNoViolation(new AxeBuilder(page));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertNoViolation(new AxeBuilder(page).withRules(List.of("color-contrast")));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private void assertNoViolation(AxeBuilder axe) {
        // Legacy: in this very tab, which has no frames, instead of a second one.
        List<String> violations = axe.setLegacyMode(true).analyze().getViolations().stream()
                .map(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
                .toList();
        assertThat(violations).as("violations at %s", hash()).isEmpty();
    }

    /**
     * Ends it, and fails when something was wrong all along: an error or warning on the console, a report of the content
     * security policy, a request to anyone but the server, or a reload that nobody asked for.
     */
    @Override
    public void close() {
        try {
            if (!page.url().equals("about:blank")) {
                ((List<?>) page.evaluate("window.cspReports")).forEach(report -> complaints.add("policy: " + report));
                assertThat(page.evaluate("window.loadedOnce"))
                        .as("never reloaded; complaints: %s", complaints)
                        .isEqualTo(true);
            }
            assertThat(complaints).isEmpty();
        } finally {
            profile.close();
        }
    }
}
