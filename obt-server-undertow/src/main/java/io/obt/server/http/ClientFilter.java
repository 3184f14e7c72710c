package io.obt.server.http;

import io.obt.catalog.ModelCatalog;
import io.obt.client.Client;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.client.Gpu;
import io.obt.client.OllamaState;
import io.obt.model.ModelName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Which clients a list is asked for. */
final class ClientFilter implements Predicate<ClientSnapshot> {
    private final Set<ClientStatus> statuses;
    private final List<String> labels;
    private final Optional<ModelName> model;
    private final Optional<String> text;
    private final Optional<String> ollamaVersion;
    private final Optional<String> gpu;
    private final ModelCatalog catalog;
    private final long nowNanos;

    private ClientFilter(
            Set<ClientStatus> statuses,
            List<String> labels,
            Function<String, Optional<String>> query,
            ModelCatalog catalog,
            long nowNanos) {
        this.statuses = statuses;
        this.labels = labels;
        labels.forEach(Parameters::checkLabel);
        this.model = query.apply("model").map(Parameters::modelName);
        this.text = query.apply("q").map(words -> words.toLowerCase(Locale.ROOT));
        this.ollamaVersion = query.apply("ollamaVersion");
        this.gpu = query.apply("gpu");
        this.catalog = catalog;
        this.nowNanos = nowNanos;
    }

    /** By all that clients are asked for. */
    static ClientFilter of(Request request, ModelCatalog catalog, long nowNanos) {
        return of(request, request::query, catalog, nowNanos);
    }

    /** By status and label alone, where all else means models. */
    static ClientFilter besideModels(Request request, ModelCatalog catalog, long nowNanos) {
        return of(request, name -> Optional.empty(), catalog, nowNanos);
    }

    private static ClientFilter of(
            Request request, Function<String, Optional<String>> query, ModelCatalog catalog, long nowNanos) {
        return new ClientFilter(
                Parameters.anyOf(request, "status", ClientStatus.class),
                request.queryAll("label"),
                query,
                catalog,
                nowNanos);
    }

    /** The statuses that are asked for; empty when any will do. */
    Set<ClientStatus> statuses() {
        return statuses;
    }

    @Override
    public boolean test(ClientSnapshot client) {
        return (statuses.isEmpty() || statuses.contains(client.status(nowNanos))) && isMeantInAnyStatus(client);
    }

    /** Whether all but the status is as it is asked for. */
    boolean isMeantInAnyStatus(ClientSnapshot client) {
        Map<String, String> known = client.client().labels().values();
        return labels.stream().allMatch(label -> hasLabel(known, label))
                && model.map(name -> catalog.isInstalled(name, client.id())).orElse(true)
                && text.map(query -> mentions(client, query)).orElse(true)
                && ollamaVersion
                        .map(version -> hasOllama(client.client(), version))
                        .orElse(true)
                && gpu.map(name -> hasGpu(client.client(), name)).orElse(true);
    }

    private static boolean hasOllama(Client client, String version) {
        OllamaState ollama = client.ollama();
        return ollama != null && version.equals(ollama.version());
    }

    private static boolean hasGpu(Client client, String name) {
        List<Gpu> gpus = client.hardware().gpus();
        return gpus != null && gpus.stream().anyMatch(gpu -> gpu.name().equals(name));
    }

    private static boolean hasLabel(Map<String, String> known, String label) {
        int equals = label.indexOf('=');
        return equals < 0
                ? known.containsKey(label)
                : label.substring(equals + 1).equals(known.get(label.substring(0, equals)));
    }

    private static boolean mentions(ClientSnapshot client, String query) {
        String hostName = client.client().hardware().hostName();
        return contains(client.id().value(), query)
                || client.client().labels().values().entrySet().stream()
                        .anyMatch(label -> contains(label.getKey() + "=" + label.getValue(), query))
                || hostName != null && contains(hostName, query);
    }

    private static boolean contains(String text, String query) {
        return text.toLowerCase(Locale.ROOT).contains(query);
    }
}
