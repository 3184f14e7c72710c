package io.obt.agent;

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
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Strangers' words break no line of the agent's log. */
class LogSetupTest {
    private static final String POISON = "x\r\nforged \"\u001b[2J";

    private final LoggerContext context = new LoggerContext();

    private String encoded(Encoder<ILoggingEvent> encoder) {
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("io.obt.Some"), Level.WARN, POISON, null, new Object[0]);
        event.setMDCPropertyMap(Map.of());
        return new String(encoder.encode(event), UTF_8);
    }

    @Test
    void textIsOneLine() throws JoranException {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogSetupTest.class.getResource("/logback.xml"));
        OutputStreamAppender<ILoggingEvent> console = (OutputStreamAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console");
        assertThat(encoded(console.getEncoder())).endsWith(" WARN  Some - x??forged \"?[2J\n");
    }

    @Test
    void jsonIsOneLine() {
        assertThat(encoded(LogSetup.jsonLines(context)))
                .endsWith("\"formattedMessage\":\"x\\r\\nforged \\\"\\u001B[2J\",\"throwable\":null}\n");
    }
}
