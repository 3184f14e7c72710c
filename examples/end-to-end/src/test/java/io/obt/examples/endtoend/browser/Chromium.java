package io.obt.examples.endtoend.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The one browser of all tests here: started by the first that asks for it, ended after the last. */
final class Chromium implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 30_000;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium() {
        Path chromium = program("OBT_CHROMIUM", "chromium", "chromium-browser", "google-chrome")
                .orElseThrow(() -> new IllegalStateException(
                        "The browser tests need Chromium: install chromium, or set OBT_CHROMIUM to its path"));
        Map<String, String> environment = new HashMap<>(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        if (!bringsNode()) {
            environment.put("PLAYWRIGHT_NODEJS_PATH", node().toString());
        }
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    // The profile bundled-node has Playwright's own on the class path, for machines that have none that is new enough.
    private static boolean bringsNode() {
        return Chromium.class.getResource("/driver/linux/node") != null; // one jar for all systems
    }

    private static Path node() {
        return program("PLAYWRIGHT_NODEJS_PATH", "node")
                .orElseThrow(() -> new IllegalStateException("The browser tests need Node 20 or newer: install nodejs,"
                        + " set PLAYWRIGHT_NODEJS_PATH, or run Maven with -Pbundled-node"));
    }

    private static Optional<Path> program(String variable, String... names) {
        String given = System.getenv(variable);
        if (given != null) {
            return Optional.of(Path.of(given));
        }
        String[] directories = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1);
        for (String name : names) {
            for (String directory : directories) {
                Path file = Path.of(directory, name);
                if (Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    /** A browser profile without a past, in English and UTC. */
    BrowserContext newProfile() {
        return newProfile("en-GB", "UTC");
    }

    /** The same for somebody of that language in that zone. */
    BrowserContext newProfile(String locale, String zone) {
        BrowserContext profile = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                .setLocale(locale)
                .setTimezoneId(zone));
        profile.setDefaultTimeout(PATIENCE_MILLIS);
        return profile;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** Hands the one browser to the methods that ask for it. */
    static final class Provider implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Chromium.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(Chromium.class))
                    .computeIfAbsent(Chromium.class, type -> new Chromium(), Chromium.class);
        }
    }
}
