package io.obt.examples.endtoend.browser;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An empty fleet and a tab to look at it; the tab has the last word on each test. */
@ExtendWith(Chromium.Provider.class)
abstract class DashboardTest {
    /** A report that finds Ollama well. */
    static final Map<String, ?> WELL = Map.of("ollama", Map.of("available", true, "version", "0.32.15"));

    @TempDir
    Path data;

    TestFleet fleet;
    Tab tab;

    /** A report that finds Ollama well, and these models. */
    static Map<String, ?> wellWith(List<?> models) {
        Map<String, Object> report = new HashMap<>(WELL);
        report.put("inventoryFingerprint", "1");
        report.put("models", models);
        return report;
    }

    TestFleet newFleet() {
        return TestFleet.empty(data);
    }

    @BeforeEach
    final void openATab(Chromium chromium) {
        fleet = newFleet();
        tab = new Tab(chromium.newProfile(), fleet.url());
    }

    // The tab goes first: a page without its server would rightly complain.
    @AfterEach
    final void nothingWasWrongUnseen() throws Exception {
        try {
            tab.close();
        } finally {
            fleet.close();
        }
    }
}
