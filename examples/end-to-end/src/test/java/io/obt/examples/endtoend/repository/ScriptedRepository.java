package io.obt.examples.endtoend.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A copy of {@code ./obt} in a directory with spaces in its name, among a JDK, a Maven, a browser and a Node that are
 * small scripts: what {@code ./obt} decides can be seen without building anything. Not thread-safe.
 */
final class ScriptedRepository {

    static final String AGENT_JAR = "obt-agent/target/obt-agent.jar";

    static final List<String> JARS =
            List.of("obt-server-undertow/target/obt-server.jar", AGENT_JAR, "examples/demo/target/obt-demo.jar");

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private int runs;

    /** @param parent an empty directory */
    ScriptedRepository(Path parent) throws IOException {
        home = Files.createDirectories(parent.toRealPath().resolve("a fleet of mine/obt"));
        Path original = Path.of(System.getProperty("basedir", "."), "..", "..", "obt");
        script("obt", Files.readString(original, UTF_8));
        for (String source : List.of("pom.xml", ".mvn/jvm.config", "obt-agent/pom.xml", "obt-agent/src/main/A.java")) {
            write(source, "");
        }
        jdk("jdk", "17.0.9");
        script("bin/mvn", """
                #!/bin/sh
                [ "$1" != --version ] || { echo 'Apache Maven 3.9.1'; exit; }
                echo "$*" >>maven.log
                . ./maven.sh
                """);
        maven("touch " + String.join(" ", JARS));
        for (String jar : JARS) {
            Files.createDirectories(path(jar).getParent());
        }
        environment.put("PATH", path("bin") + ":/usr/bin:/bin");
        environment.put("JAVA_HOME", path("jdk").toString());
    }

    Path path(String name) {
        return home.resolve(name);
    }

    void write(String name, String text) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.writeString(path(name), text, UTF_8);
    }

    void script(String name, String text) throws IOException {
        write(name, text);
        if (!path(name).toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + path(name));
        }
    }

    /** A JDK whose {@code java} tells its process id, its working directory and its arguments, a line each. */
    void jdk(String name, String version) throws IOException {
        write(name + "/release", "JAVA_VERSION=\"" + version + "\"\n");
        script(name + "/bin/java", "#!/bin/sh\nprintf '%s\\n' $$ \"$PWD\" \"$@\"\n");
        script(name + "/bin/javac", "#!/bin/sh\n");
    }

    /** What Maven does from now on, as shell commands run in the root. */
    void maven(String commands) throws IOException {
        write("maven.sh", commands + "\n");
    }

    /** The runs of Maven so far, each as its arguments. */
    List<String> mavenRuns() throws IOException {
        return Files.exists(path("maven.log")) ? Files.readAllLines(path("maven.log"), UTF_8) : List.of();
    }

    ScriptedRepository with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Starts {@code ./obt} by its full path, in the directory above. */
    Run start(String... arguments) throws IOException {
        return startAs(path("obt"), arguments);
    }

    Run startAs(Path command, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", command.toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(home.getParent().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        runs++;
        Path out = path("out." + runs);
        Path err = path("err." + runs);
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        return new Run(builder.start(), out, err);
    }

    /** One run of {@code ./obt} and what it prints. */
    record Run(Process process, Path out, Path err) {

        /** Waits for the end, a minute at most. */
        int exitCode() throws InterruptedException {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("./obt did not end within a minute");
            }
            return process.exitValue();
        }

        List<String> printed() throws IOException {
            return Files.readAllLines(out, UTF_8);
        }

        String said() throws IOException {
            return Files.readString(err, UTF_8);
        }
    }
}
