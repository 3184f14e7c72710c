package io.obt.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DashboardFilesTest {
    private static final int FIRST_LOAD_BYTES = 100_000;
    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*\"([^\"\\s]+)\"");
    private static final Pattern SCRIPT = Pattern.compile("<script[^>]* src=\"([^\"]+)\"");
    private static final Pattern LINK = Pattern.compile("<link[^>]*>");
    private static final Pattern MAPPED = Pattern.compile("\"([^\"]+)\":\\s*\"(/dashboard/[^\"]+)\"");

    private final DashboardFiles files = DashboardFiles.load("");

    @Test
    void everyModuleIsNamedByThePageAndNoneInVain() {
        Set<String> loaded = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(SCRIPT.matcher(files.page().text())
                .results()
                .map(match -> match.group(1))
                .toList());
        while (!open.isEmpty()) {
            String path = open.pop();
            assertThat(files.find(path))
                    .as("%s, imported but not named by the page", path)
                    .isPresent();
            if (loaded.add(path)) {
                open.addAll(importsOf(path));
            }
        }
        assertThat(loaded)
                .containsExactlyInAnyOrderElementsOf(files.all().keySet().stream()
                        .filter(path -> path.endsWith(".js"))
                        .toList());
    }

    @Test
    void thePageNamesNothingTwice() {
        assertThat(LINK.matcher(files.page().text()).results().map(MatchResult::group))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void noFileLiesBesideThePageUnused() throws Exception {
        Path folder =
                Path.of(DashboardFiles.class.getResource("index.html").toURI()).getParent();
        try (Stream<Path> all = Files.walk(folder)) {
            Set<String> unnamed = all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.endsWith(".class") && !name.equals("index.html"))
                    .filter(name -> files.find(files.base() + "/" + name).isEmpty())
                    .collect(Collectors.toSet());
            assertThat(unnamed).isEmpty();
        }
    }

    @Test
    void theFirstLoadIsSmall() {
        int packed = Stream.concat(Stream.of(files.page()), files.all().values().stream())
                .mapToInt(file -> file.packed().remaining())
                .sum();
        assertThat(packed).isLessThan(FIRST_LOAD_BYTES);
    }

    @Test
    void textReachesThePageAsTextOnlyAndNothingComesFromElsewhere() {
        files.all().forEach((path, file) -> {
            if (!path.contains("/vendor/")) {
                assertThat(file.text())
                        .as(path)
                        .doesNotContainPattern(
                                "innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|document\\.write|eval\\(")
                        .doesNotContainPattern("\\sstyle=|\\son[a-z]+=[\"$]")
                        .doesNotContainPattern("(?<!xmlns=\")https?://");
            }
        });
    }

    private Set<String> importsOf(String path) {
        Map<String, String> importMap = MAPPED.matcher(files.page().text())
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
        return IMPORT.matcher(files.find(path).orElseThrow().text())
                .results()
                .map((MatchResult match) -> match.group(1))
                .map(name ->
                        name.startsWith(".") ? URI.create(path).resolve(name).getPath() : importMap.get(name))
                .collect(Collectors.toSet());
    }
}
