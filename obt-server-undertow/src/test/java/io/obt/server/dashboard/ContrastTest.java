package io.obt.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrast of every pair of colours that meet, by WCAG 2.2's formula, from the stylesheet itself. */
class ContrastTest {
    private static final Set<String> SURFACES = Set.of("surface", "surface-2");
    private static final Set<String> TEXTS =
            Set.of("text", "muted", "ok", "degraded", "no-contact", "offline", "flapping", "link");
    private static final Set<String> EDGES = Set.of("border");
    /** Lines between what white space parts already: they may be faint. */
    private static final Set<String> ORNAMENTS = Set.of("line");

    private static final Pattern TOKEN =
            Pattern.compile("--([a-z0-9-]+): light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\);");

    private final DashboardFiles files = DashboardFiles.load("");

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void everyTextCanBeReadOnEverySurfaceAndEverySurfaceOnEveryText(String theme) {
        Map<String, Integer> colours = colours(theme);
        for (String surface : SURFACES) {
            for (String text : TEXTS) {
                assertThat(contrast(colours.get(text), colours.get(surface)))
                        .as("%s on %s, %s", text, surface, theme)
                        .isGreaterThanOrEqualTo(4.5);
            }
            for (String edge : EDGES) {
                assertThat(contrast(colours.get(edge), colours.get(surface)))
                        .as("the edge of a control on %s, %s", surface, theme)
                        .isGreaterThanOrEqualTo(3.0);
            }
        }
    }

    @Test
    void noColourIsLeftOut() {
        assertThat(colours("light").keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.of(SURFACES, TEXTS, EDGES, ORNAMENTS)
                        .flatMap(Set::stream)
                        .toList());
        files.all().forEach((path, file) -> {
            if (path.endsWith(".css")) {
                String rest = TOKEN.matcher(file.text()).replaceAll("");
                assertThat(rest).as(path).doesNotContainPattern("#[0-9a-fA-F]{3,8}\\b|\\b(rgb|hsl|oklch|lab)a?\\(");
            }
        });
    }

    private Map<String, Integer> colours(String theme) {
        int group = theme.equals("light") ? 2 : 3;
        return TOKEN.matcher(files.find(files.base() + "/css/tokens.css")
                        .orElseThrow()
                        .text())
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> Integer.parseInt(match.group(group), 16)));
    }

    private static double contrast(int one, int other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double part = (channel & 0xff) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
