package io.obt.examples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation says what the code does. */
class DocumentationTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z_]+)` \\| `(--[a-z-]+)` \\| (.*?) \\|", Pattern.MULTILINE);
    private static final Pattern PATH = Pattern.compile("^  (/\\S*):$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)(#[^)]*)?\\)");

    private final Path root = ObtCommand.repository();

    @Test
    void configurationNamesEverySettingWithItsFlagAndDefault() throws IOException {
        Set<String> documented = new TreeSet<>();
        Matcher rows = ROW.matcher(Files.readString(root.resolve("docs/configuration.md")));
        while (rows.find()) {
            documented.add(rows.group(1) + " " + rows.group(2));
            settingWith(rows.group(1))
                    .defaultText()
                    .ifPresent(text -> assertThat(rows.group(3)).contains("`" + text + "`"));
        }
        assertThat(documented)
                .isEqualTo(Arrays.stream(Setting.values())
                        .map(setting -> setting.key() + " " + setting.flag())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Setting settingWith(String key) {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/configuration.md names " + key + ", which does not exist"));
    }

    @Test
    void linksBetweenDocumentsLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher links = LINK.matcher(Files.readString(document));
            while (links.find()) {
                if (!Files.exists(document.resolveSibling(links.group(1)))) {
                    broken.add(root.relativize(document) + " -> " + links.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void apiDocumentNamesEveryPathOfTheContract() throws IOException {
        String document = Files.readString(root.resolve("docs/api.md"));
        Matcher paths = PATH.matcher(Files.readString(root.resolve("docs/openapi.yaml")));
        int found = 0;
        for (; paths.find(); found++) {
            String path = paths.group(1);
            // The second of two in one row is shown by its end.
            String end = path.substring(path.lastIndexOf('/'));
            assertThat(document).as(path).containsAnyOf("`GET " + path, " " + path, "`" + end + "`");
        }
        assertThat(found).isGreaterThan(10);
    }

    private List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(root.resolve("docs"));
                Stream<Path> examples = Files.walk(root.resolve("examples"), 2);
                Stream<Path> top = Files.list(root)) {
            return Stream.of(docs, examples, top)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }
}
