package io.obt.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.OutputStreamAppender;
import io.obt.server.traffic.AccessLog;
import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Makes the log what the settings say. */
final class LogSetup {
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");
    private static final List<String> FORMATS = List.of("text", "json");
    private static final List<String> ACCESS = List.of("off", "requests", "all");

    private LogSetup() {}

    /**
     * Sets level, format and access log.
     *
     * @param usualAccess what of the access log is written when nothing is set
     * @throws SettingException if one of them is none
     */
    static void apply(Settings settings, String usualAccess) {
        Level level = Level.toLevel(settings.oneOf(Setting.LOG_LEVEL, LEVELS, "info"));
        String format = settings.oneOf(Setting.LOG_FORMAT, FORMATS, "text");
        String access = settings.oneOf(Setting.ACCESS_LOG, ACCESS, usualAccess);
        logger("io.obt").setLevel(level);
        logger(AccessLog.NAME).setLevel(accessLevel(access));
        if (format.equals("json")
                && logger(Logger.ROOT_LOGGER_NAME).getAppender("console")
                        instanceof OutputStreamAppender<ILoggingEvent> console) {
            console.setEncoder(jsonLines(console.getContext()));
        }
    }

    private static Level accessLevel(String access) {
        if (access.equals("off")) {
            return Level.OFF;
        }
        return access.equals("all") ? Level.DEBUG : Level.INFO;
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    // {"timestamp":1767225600000,"level":"INFO","threadName":"main","loggerName":"io.obt…","formattedMessage":"…"}
    static JsonEncoder jsonLines(Context context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false); // the words with their values in them, rather than apart
        encoder.setWithFormattedMessage(true);
        encoder.setWithArguments(false);
        encoder.start();
        return encoder;
    }
}
