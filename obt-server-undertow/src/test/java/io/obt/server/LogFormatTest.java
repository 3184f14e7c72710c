package io.obt.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.KeyValuePair;

/** How a line of the log looks, also when strangers' words are in it. */
final class LogFormatTest {
    private static final String POISON = "x\r\n12:00:00.000 INFO  Fake - \"forged\"\u001b[2J\u009b31m\u2028\u202e{}\\";

    private final LoggerContext context = new LoggerContext();

    @TempDir
    private Path directory;

    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectories(directory.resolve("home"));
    }

    private Encoder<ILoggingEvent> text() throws JoranException {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
        return ((OutputStreamAppender<ILoggingEvent>)
                        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console"))
                .getEncoder();
    }

    private String encoded(Encoder<ILoggingEvent> encoder, Throwable thrown) {
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("io.obt.Some"), Level.WARN, "It says {}", thrown, new Object[] {POISON});
        event.setMDCPropertyMap(Map.of("requestId", "r-1"));
        event.setKeyValuePairs(List.of(new KeyValuePair("path", POISON)));
        return new String(encoder.encode(event), UTF_8);
    }

    @Test
    void textIsOneLineWhateverIsSaid() throws JoranException {
        assertThat(encoded(text(), null))
                .matches(
                        "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  Some - It says x\\?\\?12:00:00.000 INFO  Fake - .*\\[r-1]\n")
                .hasLineCount(1)
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}&&[^\n]]");
    }

    @Test
    void exceptionInTextBeginsNoLineOfItsOwnMaking() throws JoranException {
        String lines = encoded(text(), new IllegalStateException(POISON, new IOException(POISON)));
        assertThat(lines.lines().skip(1))
                .allMatch(line -> line.startsWith("java.lang.IllegalStateException: ")
                        || line.startsWith("\tat ")
                        || line.startsWith("Caused by: ")
                        || line.startsWith("\t... "));
        assertThat(lines).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}&&[^\n\t]]");
    }

    @Test
    void lineWithoutARequestNamesNone() throws JoranException {
        LoggingEvent event = new LoggingEvent("", context.getLogger("io.obt.Some"), Level.INFO, "Hello", null, null);
        event.setMDCPropertyMap(Map.of());
        assertThat(new String(text().encode(event), UTF_8)).endsWith(" INFO  Some - Hello\n");
    }

    @Test
    void jsonIsOneObjectOfOneLineWhateverIsSaid() {
        String line = encoded(LogSetup.jsonLines(context), new IllegalStateException(POISON));
        assertThat(line).endsWith("}\n").doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        JsonNode object = Answer.parsed(line);
        assertThat(object.path("level").asText()).isEqualTo("WARN");
        assertThat(object.path("loggerName").asText()).isEqualTo("io.obt.Some");
        assertThat(object.path("threadName").asText()).isNotEmpty();
        assertThat(object.path("timestamp").asLong()).isPositive();
        assertThat(object.path("formattedMessage").asText()).isEqualTo("It says " + POISON);
        assertThat(object.path("mdc").path("requestId").asText()).isEqualTo("r-1");
        assertThat(object.path("kvpList").path(0).path("path").asText()).isEqualTo(POISON);
        assertThat(object.path("throwable").path("message").asText()).isEqualTo(POISON);
    }

    @Test
    void serverToldToWritesEveryLineAsJsonAndTheAccessLogWithThem() throws Exception {
        try (ServerProcess server = ServerProcess.run(home, "--log-format", "json", "--log-level", "debug")) {
            Caller call = new Caller(server.awaitReady());
            call.get("/nothing?secret=1").problem(404);
            String registration = call.join("desk");
            call.beat("desk", registration, 2, "").json();
            call.get("/healthz");
            server.awaitErrors("/healthz");
            List<JsonNode> lines = server.errors().lines().map(Answer::parsed).toList();
            assertThat(lines)
                    .filteredOn(line -> line.path("loggerName").asText().equals("obt.access"))
                    .extracting(line -> line.path("kvpList").findValuesAsText("path"))
                    .containsExactly(
                            List.of("/nothing"), List.of("/api/v1/clients/desk/registration"), List.of("/healthz"));
            assertThat(server.errors()).doesNotContain("secret");
        }
    }

    @Test
    void heartbeatsAreInTheAccessLogWhenAllIsAskedFor() throws Exception {
        try (ServerProcess server = ServerProcess.run(home, "--access-log", "all")) {
            new Caller(server.awaitReady()).join("desk");
            server.awaitErrors("POST /api/v1/clients/desk/heartbeats 200 ");
        }
    }

    @Test
    void accessLogCanBeTurnedOff() throws Exception {
        try (ServerProcess server = ServerProcess.run(home, "--access-log", "off")) {
            Caller call = new Caller(server.awaitReady());
            call.get("/healthz");
            call.register("desk");
            assertThat(server.errors()).doesNotContain("/healthz", "/registration");
        }
    }
}
