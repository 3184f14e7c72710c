package io.obt.server.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The page and every file it names, read from the class path once. The page is the list: what it does not name under
 * its base is not there. Immutable.
 */
final class DashboardFiles {
    private static final String PAGE = "index.html";
    private static final String BASE = "{{base}}";
    private static final String API = "{{api}}";
    private static final Pattern NAMED = Pattern.compile(Pattern.quote(BASE) + "/([A-Za-z0-9_-][A-Za-z0-9._/-]*)");

    /** Files under {@code vendor/} come out of WebJars; their paths go on as there: {@code lit/3.3.2/index.js}. */
    private static final String VENDOR = "vendor/";

    private static final String WEBJARS = "/META-INF/resources/webjars/";

    private final StaticFile page;
    private final String base;
    private final Map<String, StaticFile> filesByPath;

    private DashboardFiles(StaticFile page, String base, Map<String, StaticFile> filesByPath) {
        this.page = page;
        this.base = base;
        this.filesByPath = filesByPath;
    }

    /**
     * Reads the page and its files.
     *
     * @param api the origin that the page asks; empty for its own
     * @throws IllegalStateException if the page names a file that is not on the class path
     */
    static DashboardFiles load(String api) {
        String template = new String(read(PAGE), UTF_8);
        SortedMap<String, StaticFile> files = new TreeMap<>();
        NAMED.matcher(template)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .forEach(name -> files.put(name, new StaticFile(name, read(name))));

        String base = "/dashboard/" + version(template, files);
        Map<String, StaticFile> byPath = new LinkedHashMap<>();
        files.forEach((name, file) -> byPath.put(base + "/" + name, file));
        StaticFile page = new StaticFile(
                PAGE, template.replace(BASE, base).replace(API, api).getBytes(UTF_8));
        return new DashboardFiles(page, base, byPath);
    }

    StaticFile page() {
        return page;
    }

    /** Where the files are, without a slash at the end; another one whenever any of them is another. */
    String base() {
        return base;
    }

    /** The file that has exactly this path, the page's base included. */
    Optional<StaticFile> find(String path) {
        return Optional.ofNullable(filesByPath.get(path));
    }

    Map<String, StaticFile> all() {
        return filesByPath;
    }

    private static String version(String template, SortedMap<String, StaticFile> files) {
        StringBuilder hashes = new StringBuilder(template);
        files.forEach(
                (name, file) -> hashes.append('\n').append(name).append(' ').append(file.hash()));
        return new StaticFile(PAGE, hashes.toString().getBytes(UTF_8)).hash().substring(0, 12);
    }

    private static byte[] read(String name) {
        String resource = name.startsWith(VENDOR) ? WEBJARS + name.substring(VENDOR.length()) : name;
        try (InputStream content = DashboardFiles.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new IllegalStateException(
                        "The dashboard's page names '" + name + "', but " + resource + " is not on the class path");
            }
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the dashboard's " + resource, e);
        }
    }
}
