package io.obt.sdk;

import static java.util.Objects.requireNonNull;

import io.obt.access.Role;
import io.obt.access.Secret;
import io.obt.client.ClientId;
import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.client.Usage;
import io.obt.registry.LeasePolicy;
import io.obt.sdk.http.HttpTransport;
import io.obt.sdk.http.HttpUrl;
import io.obt.sdk.http.Transport;
import io.obt.sdk.ollama.OllamaAddress;
import io.obt.sdk.ollama.OllamaApi;
import io.obt.tls.Trust;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Describes an {@link ObtAgent} and starts it. Everything has a default; what is wrong is refused where it is said. */
public final class AgentBuilder {
    /** The operations an agent can be allowed to obey. */
    public static final Set<String> ACTIONS = Set.of("pull", "copy", "load", "unload", "delete");

    private static final Duration OLLAMA_LIMIT = Duration.ofSeconds(5);

    private final URI serverUrl;
    private final Supplier<Optional<String>> hostName;
    private final SortedMap<String, String> labels = new TreeMap<>();
    private final Set<String> allow = new TreeSet<>();
    private @Nullable ClientId clientId;
    private URI ollamaUrl = OllamaAddress.DEFAULT.url();
    private Trust trust = Trust.JDK;
    private @Nullable Duration wish;
    private Supplier<Hardware> hardware = () -> Hardware.UNKNOWN;
    private Supplier<Usage> usage = () -> Usage.UNKNOWN;
    private Function<ClientName, Credentials> credentials = name -> Credentials.NONE;

    AgentBuilder(URI serverUrl, Supplier<Optional<String>> hostName) {
        this.serverUrl = HttpUrl.checked(serverUrl);
        this.hostName = hostName;
    }

    /**
     * The name of this client in the fleet; the host name by default.
     *
     * @throws IllegalArgumentException if it is not 1 to 64 of {@code A-Z a-z 0-9 . _ -}, first a letter or digit
     */
    public AgentBuilder clientId(String id) {
        clientId = new ClientId(id);
        return this;
    }

    /**
     * One more label to find the client by.
     *
     * @throws IllegalArgumentException if key or value is not 1 to 64 of {@code A-Z a-z 0-9 . _ / -}, or there are more
     *     than {@value Labels#MAX}
     */
    public AgentBuilder label(String key, String value) {
        return labels(Map.of(key, value));
    }

    /** More labels, as {@link #label} takes them one by one. */
    public AgentBuilder labels(Map<String, String> more) {
        SortedMap<String, String> together = new TreeMap<>(labels);
        together.putAll(more);
        labels.putAll(Labels.of(together).values());
        return this;
    }

    /** Which certificate of the server is good enough, where its URL is {@code https}; {@link Trust#JDK} by default. */
    public AgentBuilder trust(Trust inServer) {
        trust = requireNonNull(inServer, "inServer");
        return this;
    }

    /**
     * The Ollama to report; {@code http://localhost:11434} by default.
     *
     * @throws IllegalArgumentException if {@code url} is not the URL of a server
     */
    public AgentBuilder ollama(URI url) {
        ollamaUrl = HttpUrl.checked(url);
        return this;
    }

    /**
     * The rhythm this client would like to report in, 100 ms to 10 min. The server has the last word, and the only one
     * by default.
     *
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public AgentBuilder heartbeatInterval(Duration interval) {
        if (interval.compareTo(LeasePolicy.MIN_INTERVAL) < 0 || interval.compareTo(LeasePolicy.MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException(
                    "A heartbeat interval is 100 ms to 10 min, not " + interval.toMillis() + " ms");
        }
        wish = interval;
        return this;
    }

    /** What the machine is made of: asked at each registration, on a thread of the agent's. Unknown by default. */
    public AgentBuilder hardware(Supplier<Hardware> supplier) {
        hardware = requireNonNull(supplier, "supplier");
        return this;
    }

    /** How busy the machine is: asked again and again, on a thread of the agent's. Unknown by default. */
    public AgentBuilder usage(Supplier<Usage> supplier) {
        usage = requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * More operations that the fleet may ask of this client; none by default.
     *
     * @throws IllegalArgumentException if it is none of {@link #ACTIONS}
     */
    public AgentBuilder allow(String... actions) {
        for (String action : actions) {
            if (!ACTIONS.contains(action)) {
                throw new IllegalArgumentException("An agent can be allowed "
                        + String.join(", ", new TreeSet<>(ACTIONS)) + ", but not '" + action + "'");
            }
        }
        allow.addAll(Arrays.asList(actions));
        return this;
    }

    /**
     * Lets the agent join a server that asks for tokens: once, with a credential that it makes for itself and keeps in
     * {@code directory}, readable by its owner alone, in a file of its own for each client id ({@code credential-desk}). From then on
     * it shows that credential, and the token is needed no more; it is used again only when the credential was revoked or the server
     * has lost its data. A server that asks for no tokens is not told of it.
     *
     * @param token as {@code obt token create --role join} prints it
     * @throws IllegalArgumentException if {@code token} is no join token; it is not repeated
     */
    public AgentBuilder joinToken(String token, Path directory) {
        Secret secret = Secret.of(token)
                .filter(one -> one.isFor(Role.JOIN))
                .orElseThrow(() -> new IllegalArgumentException(
                        "A join token begins with obt_join_ and is what obt token create --role join prints"));
        return credentials(name -> new JoinedCredentials(directory, name, secret));
    }

    /** Shows the credential kept in {@code directory} by an agent that has joined, and joins no other way; see {@link #joinToken}. */
    public AgentBuilder credentialIn(Path directory) {
        return credentials(name -> new JoinedCredentials(directory, name, null));
    }

    /**
     * Shows a credential that the program has from elsewhere, such as an agent in the server's own process: asked on a thread of the
     * agent's, at the first call and again when the server does not take the last one. Empty shows nothing.
     */
    public AgentBuilder credential(Supplier<Optional<String>> supplier) {
        requireNonNull(supplier, "supplier");
        return credentials(name -> new GivenCredentials(supplier));
    }

    private AgentBuilder credentials(Function<ClientName, Credentials> chosen) {
        credentials = chosen;
        return this;
    }

    /** Starts to report, and returns at once: whether server and Ollama are there is found out in the background. */
    public ObtAgent start() {
        ClientName name = clientId == null ? ClientName.ofHost(hostName) : ClientName.given(clientId);
        Claimant claimant = new Claimant(name, SdkVersion.text(), wish, Labels.of(labels), hardware, Set.copyOf(allow));
        String userAgent = "obt-agent/" + SdkVersion.text();
        Transport toOllama = new HttpTransport(userAgent);
        // What is said about the server's certificate says nothing of Ollama's.
        Transport toServer = trust == Trust.JDK ? toOllama : new HttpTransport(userAgent, trust);
        OllamaApi ollama = new OllamaApi(ollamaUrl, toOllama, OLLAMA_LIMIT);
        return new ObtAgent(serverUrl, ollama, claimant, credentials.apply(name), usage, toServer).start();
    }
}
