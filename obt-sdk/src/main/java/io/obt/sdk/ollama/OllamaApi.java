package io.obt.sdk.ollama;

import io.obt.client.OllamaState;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import io.obt.sdk.http.Answer;
import io.obt.sdk.http.Call;
import io.obt.sdk.http.HttpTransport;
import io.obt.sdk.http.HttpUrl;
import io.obt.sdk.http.Transport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks one Ollama how it is and what it has; changes nothing there. Thread-safe.
 *
 * <p>No call takes longer than its limit, 5 s unless told otherwise, or reads more than 16 MiB. Whatever Ollama leaves
 * out, or says in a form that cannot be right, is unknown; models whose names break its grammar and what exceeds
 * {@value Inventory#MAX_MODELS} models are left out and logged once.
 *
 * <pre>{@code
 * OllamaApi ollama = new OllamaApi(URI.create("http://localhost:11434"));
 * for (InstalledModel model : ollama.installed()) {
 *     System.out.println(model.name());
 * }
 * }</pre>
 */
public final class OllamaApi {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 16 << 20;

    private final URI url;
    private final Transport transport;
    private final Duration limit;
    private final LeftOut leftOut;

    /**
     * Asks the Ollama at {@code url}.
     *
     * @throws IllegalArgumentException if {@code url} is not the URL of a server
     */
    public OllamaApi(URI url) {
        this(url, new HttpTransport("obt-sdk"), LIMIT);
    }

    /**
     * Asks through {@code transport}, which may be shared.
     *
     * @param limit for each call
     * @throws IllegalArgumentException if {@code url} is not the URL of a server
     */
    public OllamaApi(URI url, Transport transport, Duration limit) {
        this.url = HttpUrl.checked(url);
        this.transport = transport;
        this.limit = limit;
        this.leftOut = new LeftOut(this.url);
    }

    public URI url() {
        return url;
    }

    /** Its version, like {@code 0.32.15}; empty before 0.1.14, when it did not tell. */
    public Optional<String> version() throws OllamaException, InterruptedException {
        Answer answer = get("/api/version");
        return isOlder(answer) ? Optional.empty() : read("/api/version", answer, OllamaJson::version);
    }

    /** The models on its disk, each name once, newest first. */
    public List<InstalledModel> installed() throws OllamaException, InterruptedException {
        return read("/api/tags", get("/api/tags"), body -> OllamaJson.installed(body, leftOut));
    }

    /** The models in its memory; empty before 0.1.38, when it did not tell. */
    public Optional<List<LoadedModel>> loaded() throws OllamaException, InterruptedException {
        Answer answer = get("/api/ps");
        return isOlder(answer)
                ? Optional.empty()
                : Optional.of(read("/api/ps", answer, body -> OllamaJson.loaded(body, leftOut)));
    }

    /** Everything at once. An Ollama that fails is part of the report, and its text says what to do. */
    public OllamaReport report() throws InterruptedException {
        try {
            Optional<String> version = version();
            Inventory inventory = Inventory.of(installed());
            return new OllamaReport(OllamaState.available(version.orElse(null)), inventory, loaded().orElse(null));
        } catch (OllamaException e) {
            return OllamaReport.unavailable(e.detail());
        }
    }

    private Answer get(String path) throws OllamaException, InterruptedException {
        try {
            return transport.exchange(Call.bodyless("GET", URI.create(url + path), limit, MAX_BYTES));
        } catch (IOException e) {
            throw OllamaFaults.failed(url, path, limit, e);
        }
    }

    private static boolean isOlder(Answer answer) {
        return answer.status() == 404;
    }

    private <T> T read(String path, Answer answer, Reading<T> reading) throws OllamaException {
        if (answer.status() != 200) {
            throw OllamaFaults.refused(url, path, answer);
        }
        try {
            return reading.of(answer.body());
        } catch (IOException e) {
            throw OllamaFaults.notOllama(url, path);
        }
    }

    private interface Reading<T> {
        T of(byte[] body) throws IOException;
    }
}
