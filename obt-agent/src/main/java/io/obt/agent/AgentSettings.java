package io.obt.agent;

import static java.util.Objects.requireNonNull;

import io.obt.access.Role;
import io.obt.access.Secret;
import io.obt.client.ClientId;
import io.obt.client.Labels;
import io.obt.registry.LeasePolicy;
import io.obt.sdk.AgentBuilder;
import io.obt.sdk.HostName;
import io.obt.sdk.http.HttpUrl;
import io.obt.sdk.ollama.OllamaAddress;
import io.obt.settings.DurationText;
import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import io.obt.tls.Trust;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is set up.
 *
 * @param trust which certificate of the server is good enough
 * @param wish the rhythm it would like to report in; null leaves it to the server
 * @param allow the operations it obeys
 * @param directory where it keeps its own files
 * @param joinToken what it joins by where a server asks for tokens; null when it has joined, or need not
 */
public record AgentSettings(
        URI serverUrl,
        Trust trust,
        URI ollamaUrl,
        ClientId clientId,
        @Nullable Duration wish,
        Labels labels,
        Set<String> allow,
        Path directory,
        @Nullable Secret joinToken) {
    // So that a variable can say that nothing is allowed: an empty one counts as not set.
    private static final String NONE = "none";

    public AgentSettings {
        requireNonNull(serverUrl, "serverUrl");
        requireNonNull(trust, "trust");
        requireNonNull(ollamaUrl, "ollamaUrl");
        requireNonNull(clientId, "clientId");
        requireNonNull(labels, "labels");
        requireNonNull(directory, "directory");
        allow = Set.copyOf(allow);
    }

    /**
     * Reads them from where people put them.
     *
     * @throws SettingException saying which setting is wrong, and what is allowed
     */
    public static AgentSettings of(Settings settings) {
        return new AgentSettings(
                url(settings, Setting.SERVER_URL),
                Trust.of(settings),
                ollamaUrl(settings),
                clientId(settings),
                wish(settings),
                parsed(
                        Setting.LABELS,
                        settings.text(Setting.LABELS).orElse(""),
                        Labels::parse,
                        "at most 16 of KEY=VALUE separated by commas, each word 1 to 64 of A-Z a-z 0-9 . _ / -"),
                allow(settings.text(Setting.ALLOW).orElseThrow()),
                settings.path(Setting.AGENT_DIR),
                joinToken(settings));
    }

    /** The same settings for another server. */
    public AgentSettings reportingTo(URI anotherServer, Trust itsTrust) {
        return new AgentSettings(
                anotherServer, itsTrust, ollamaUrl, clientId, wish, labels, allow, directory, joinToken);
    }

    private static URI url(Settings settings, Setting setting) {
        String text = settings.text(setting).orElseThrow();
        String example = setting == Setting.OLLAMA_URL ? "http://host:11434" : "http://host:8881";
        if (text.contains("@")) {
            throw new SettingException(
                    setting.key() + " holds a user name or password; allowed is an address without, like " + example);
        }
        return parsed(setting, text, url -> HttpUrl.checked(URI.create(url)), "an address like " + example);
    }

    private static URI ollamaUrl(Settings settings) {
        if (settings.text(Setting.OLLAMA_URL).isPresent()) {
            return url(settings, Setting.OLLAMA_URL);
        }
        String host = settings.foreign("OLLAMA_HOST").orElse("");
        try {
            return host.isEmpty()
                    ? OllamaAddress.DEFAULT.url()
                    : OllamaAddress.parse(host).url();
        } catch (IllegalArgumentException e) {
            throw new SettingException("OLLAMA_HOST is set to something that is not host, host:port, :port or a URL;"
                    + " set OLLAMA_URL to an address like http://host:11434");
        }
    }

    private static ClientId clientId(Settings settings) {
        return settings.text(Setting.CLIENT_ID)
                .map(text -> parsed(
                        Setting.CLIENT_ID,
                        text,
                        ClientId::new,
                        "1 to 64 of A-Z a-z 0-9 . _ -, first a letter or digit"))
                .orElseGet(() -> ClientId.fromHostName(HostName.find().orElse("client")));
    }

    private static @Nullable Duration wish(Settings settings) {
        String text = settings.text(Setting.CLIENT_HEARTBEAT_INTERVAL).orElse(null);
        if (text == null) {
            return null;
        }
        return DurationText.parse(text.matches("\\d+") ? text + "s" : text)
                .filter(wish -> wish.compareTo(LeasePolicy.MIN_INTERVAL) >= 0)
                .filter(wish -> wish.compareTo(LeasePolicy.MAX_INTERVAL) <= 0)
                .orElseThrow(() -> SettingException.notAllowed(
                        Setting.CLIENT_HEARTBEAT_INTERVAL, text, "seconds or a duration, from 100ms to 10m"));
    }

    private static Set<String> allow(String text) {
        Set<String> actions = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(action -> !action.isEmpty() && !action.equals(NONE))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!AgentBuilder.ACTIONS.containsAll(actions)) {
            String all = String.join(", ", new TreeSet<>(AgentBuilder.ACTIONS));
            throw SettingException.notAllowed(Setting.ALLOW, text, "any of " + all + ", or " + NONE);
        }
        return actions;
    }

    private static @Nullable Secret joinToken(Settings settings) {
        return settings.text(Setting.JOIN_TOKEN)
                .map(text -> Secret.of(text)
                        .filter(secret -> secret.isFor(Role.JOIN))
                        .orElseThrow(() -> new SettingException(Setting.JOIN_TOKEN.key()
                                + " is set to something that is no join token; allowed is one as obt token create --role join"
                                + " prints it, or the server's file join-token holds it")))
                .orElse(null);
    }

    private static <T> T parsed(Setting setting, String text, Function<String, T> value, String allowed) {
        try {
            return value.apply(text);
        } catch (IllegalArgumentException e) {
            throw SettingException.notAllowed(setting, text, allowed);
        }
    }
}
