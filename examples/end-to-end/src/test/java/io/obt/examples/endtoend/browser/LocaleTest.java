package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Dates and numbers are written as the browser's language writes them. */
@ExtendWith(Chromium.Provider.class)
class LocaleTest {
    @TempDir
    Path data;

    @Test
    void german(Chromium chromium) throws Exception {
        assertWritten(chromium, "de-DE", "\\d{2}\\.\\d{2}\\.\\d{4}, \\d{2}:\\d{2}:\\d{2} MES?Z");
    }

    @Test
    void english(Chromium chromium) throws Exception {
        assertWritten(chromium, "en-US", "\\w{3} \\d{1,2}, \\d{4}, \\d{1,2}:\\d{2}:\\d{2}.[AP]M GMT\\+[12]");
    }

    private void assertWritten(Chromium chromium, String locale, String time) throws Exception {
        try (TestFleet fleet = TestFleet.empty(data);
                Tab tab = new Tab(chromium.newProfile(locale, "Europe/Berlin"), fleet.url())) {
            fleet.reportOnce("desk", Map.of(), Map.of("ollama", Map.of("available", true)));
            tab.open("#/events");
            assertThat(tab.find("tr[data-event] time").first()).hasAttribute("title", Pattern.compile(time));
        }
    }
}
