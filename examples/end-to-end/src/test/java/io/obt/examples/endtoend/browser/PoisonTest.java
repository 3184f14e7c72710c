package io.obt.examples.endtoend.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.obt.text.Excerpt;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Text of strangers stays text, on every page that shows it, and moves nothing. */
class PoisonTest extends DashboardTest {
    private static final int AGENT_VERSION_LIMIT = 128;
    private static final String RIGHT_TO_LEFT = "\u202e\u2066gnp.exe\u200f\u2067 never ended";
    private static final List<String> TEXTS = List.of(
            "<img src=x onerror=window.hit=1>",
            "</code><script>window.hit=1</script>",
            "\"><svg onload=window.hit=1>",
            "javascript:window.hit=1 ${window.hit=1} {{window.hit=1}}",
            RIGHT_TO_LEFT,
            "😀👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 Z\u0351\u036b\u0343\u036a\u0302\u036b e\u0301",
            "__proto__",
            "constructor",
            "a\u0000b\u0007c\u001b[31md\r\ne\tf\u2028g\ufeffh\uffff",
            "W".repeat(8_000));
    // Names that mean something to JavaScript, as far as the grammar of names lets them pass: one for each text.
    private static final List<String> IDS = List.of(
            "constructor",
            "toString",
            "valueOf",
            "hasOwnProperty",
            "isPrototypeOf",
            "prototype",
            "undefined",
            "null",
            "NaN",
            "0");

    @Test
    void freeTextIsShownAsItIs() {
        TEXTS.forEach(this::report);
        tab.open("");
        TEXTS.forEach(text -> tab.waitForVerbatim(reason(idOf(text)), text));
        assertUnmoved();

        tab.go("#/clients");
        TEXTS.forEach(this::assertRowShows);
        assertThat(tab.find(".tag", "__proto__=constructor")).hasCount(TEXTS.size());
        assertUnmoved();

        tab.go("#/models");
        TEXTS.forEach(
                text -> tab.waitForVerbatim(tab.model(idOf(text) + ":latest").locator(".family"), text));
        assertUnmoved();
        for (String text : TEXTS) {
            tab.go("#/models?open=" + idOf(text) + ":latest");
            tab.waitForVerbatim(tab.find(".variants .traits"), text + " · " + text + " · " + text);
            tab.go("#/models?open=" + idOf(text) + ":cloud");
            tab.waitForVerbatim(tab.find(".variants .traits"), "cloud, at " + text);
        }
        assertUnmoved();

        tab.go("#/events?type=CLIENT_DEGRADED");
        for (String text : TEXTS) {
            Locator row = tab.find("tr[data-event]:has(a[href='#/clients/" + idOf(text) + "'])");
            tab.waitForVerbatim(row.locator(".whom"), idOf(text));
            tab.waitForVerbatim(row.locator(".detail"), text);
        }
        assertUnmoved();
    }

    @Test
    void thePageOfAClientShowsFreeTextAsItIs() {
        TEXTS.forEach(this::report);
        tab.open("");
        for (String text : TEXTS) {
            String page = "#/clients/" + idOf(text);
            tab.go(page);
            tab.waitForVerbatim(tab.find(".why"), text);
            tab.waitForVerbatim(fact("Host"), text);
            tab.waitForVerbatim(fact("System"), text + ", " + text);
            tab.waitForVerbatim(fact("GPU 1"), text + ", driver " + text);
            tab.waitForVerbatim(fact("Trouble"), text);
            tab.waitForVerbatim(fact("__proto__"), "constructor");
            assertUnmoved();
            tab.go(page + "?tab=models");
            tab.waitForVerbatim(tab.model(idOf(text) + ":latest").locator("[data-label=parameters]"), text);
            tab.waitForVerbatim(
                    tab.model(idOf(text) + ":cloud").locator("[data-label=quantization]"), "cloud, at " + text);
            assertUnmoved();
            tab.go(page + "?tab=timeline");
            tab.waitForVerbatim(tab.find("li[data-span=DEGRADED] bdi").first(), Excerpt.cut(text, 200));
            assertUnmoved();
            tab.go(page + "?tab=events");
            tab.waitForVerbatim(tab.find("tr[data-event] .detail").first(), text);
            assertUnmoved();
            tab.go(page + "?tab=raw");
            assertThat(tab.find(".raw")).containsText("\"clientId\": \"" + idOf(text) + "\"");
            assertUnmoved();
        }
    }

    private Locator fact(String name) {
        return tab.find(".facts dl > div:has(dt bdi:text-is('" + name + "')) dd")
                .first();
    }

    @Test
    void facetsShowFreeTextAsItIs() {
        TEXTS.forEach(this::report);
        tab.open("#/clients");
        tab.find("obt-facets > details > summary").click();
        tab.find("obt-facets fieldset details > summary").all().forEach(Locator::click);
        for (String name : List.of("gpu", "ollamaVersion")) {
            Locator values = tab.find("obt-facets [data-facet=" + name + "] .value");
            assertThat(values).hasCount(TEXTS.size());
            assertThat(values.allTextContents()).containsExactlyInAnyOrderElementsOf(TEXTS);
        }
        assertUnmoved();
    }

    private Locator reason(String id) {
        return tab.find("obt-attention li:has(a[href='#/clients/" + id + "']) p:not(.next) bdi");
    }

    private void assertRowShows(String text) {
        Locator row = tab.client(idOf(text));
        tab.waitForVerbatim(row.locator("+ tr.why bdi"), text);
        tab.waitForVerbatim(row.locator("[data-label=Ollama]"), text);
        tab.waitForVerbatim(row.locator(".machine"), text);
        assertThat(row.locator(".machine bdi").getAttribute("title"))
                .isEqualTo(String.join("\n", text, text, text, text, "127.0.0.1", "agent " + agentVersion(text)));
    }

    @Test
    void whatJustHappenedIsToldAsItIs() {
        tab.open("");
        tab.becomesLive();
        // The page keeps eight events, and each of these clients makes two.
        for (int i = 0; i < TEXTS.size(); i += 4) {
            List<String> few = TEXTS.subList(i, Math.min(i + 4, TEXTS.size()));
            few.forEach(this::report);
            few.forEach(text -> tab.waitForVerbatim(latestEvent(idOf(text)), text));
        }
        assertUnmoved();
    }

    private Locator latestEvent(String id) {
        return tab.find(".lines li:has(a[href='#/clients/" + id + "']) .clamp > bdi")
                .first();
    }

    @Test
    void whatALinkPutsIntoTheAddressIsOnlySearchedFor() {
        fleet.reportOnce("desk", Map.of(), Map.of("ollama", Map.of("available", true)));
        tab.open("");
        for (String text : List.of(
                "<img src=x onerror=window.hit=1>",
                "</script><script>window.hit=1</script>",
                "\"><svg onload=window.hit=1>",
                "__proto__",
                "a&status=offline#/models?b%00%zz",
                RIGHT_TO_LEFT)) {
            String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
            tab.go("#/clients?q=" + encoded + "&__proto__=x&constructor=y");
            assertThat(tab.find("obt-notice")).containsText("0 of 1 clients match “" + text + "”.");
            assertThat(tab.page().getByRole(AriaRole.SEARCHBOX)).hasValue(text);
            tab.go("#/models?client=desk&family=" + encoded);
            assertThat(tab.find("a.tag", text)).isVisible();
            assertUnmoved();
        }
    }

    @Test
    void anAddressThatLeadsNowhereSaysSo() {
        for (String hash :
                List.of("#/__proto__", "#/constructor", "#/<img src=x onerror=hit=1>", "#javascript:hit=1")) {
            tab.open("#/models");
            tab.go(hash);
            assertThat(tab.heading()).hasText("Not found");
            assertUnmoved();
        }
    }

    private void report(String text) {
        String id = idOf(text);
        Map<String, ?> hardware = Map.of(
                "hostName", text,
                "os", text,
                "architecture", text,
                "cpuModel", text,
                "gpus", List.of(Map.of("name", text, "driverVersion", text)));
        Map<String, String> labels = Map.of("__proto__", "constructor", "toString", "../../etc/passwd");
        List<Map<String, ?>> models = List.of(
                Map.of("name", id, "family", text, "parameterSize", text, "quantization", text),
                Map.of("name", id + ":cloud", "remoteHost", text));
        fleet.reportOnce(
                id,
                Map.of("agentVersion", agentVersion(text), "labels", labels, "hardware", hardware),
                Map.of(
                        "ollama", Map.of("available", false, "version", text, "error", text),
                        "inventoryFingerprint", text,
                        "models", models));
    }

    private static String idOf(String text) {
        return IDS.get(TEXTS.indexOf(text));
    }

    private static String agentVersion(String text) {
        return text.substring(0, Math.min(text.length(), AGENT_VERSION_LIMIT));
    }

    private void assertUnmoved() {
        assertThat(tab.page().evaluate("typeof window.hit")).isEqualTo("undefined");
        assertThat(tab.find("body").locator("script, img, iframe, [onload], [onerror]"))
                .hasCount(0);
        tab.assertFits();
    }
}
