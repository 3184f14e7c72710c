package io.obt.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrast of every pair of colours that meet, by WCAG 2.2's formula, from the stylesheet itself. */
class ContrastTest {
    private static final List<String> SURFACES = List.of("surface", "surface-2");
    private static final List<String> TEXTS =
            List.of("text", "muted", "ok", "degraded", "no-contact", "offline", "flapping", "link");
    private static final Pattern TOKEN = Pattern.compile("--([a-z0-9-]+):\\s*#([0-9a-f]{6});");
    private static final String DARK = "@media (prefers-color-scheme: dark)";

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void everyTextCanBeReadOnEverySurface(String theme) {
        Map<String, Integer> colours = colours(theme);
        for (String surface : SURFACES) {
            for (String text : TEXTS) {
                assertThat(contrast(colours.get(text), colours.get(surface)))
                        .as("%s on %s, %s", text, surface, theme)
                        .isGreaterThanOrEqualTo(4.5);
            }
            assertThat(contrast(colours.get("border"), colours.get(surface)))
                    .as("the edge of a control on %s, %s", surface, theme)
                    .isGreaterThanOrEqualTo(3.0);
        }
    }

    private static Map<String, Integer> colours(String theme) {
        DashboardFiles files = DashboardFiles.load("");
        String css = files.find(files.base() + "/css/tokens.css").orElseThrow().text();
        int dark = css.indexOf(DARK);
        assertThat(dark).isPositive();
        String part = theme.equals("dark") ? css.substring(dark) : css.substring(0, dark);
        return TOKEN.matcher(part)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> Integer.parseInt(match.group(2), 16)));
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
