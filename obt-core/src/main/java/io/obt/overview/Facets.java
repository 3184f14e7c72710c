package io.obt.overview;

import io.obt.client.Client;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.client.Gpu;
import io.obt.client.OllamaState;
import io.obt.model.InstalledModel;
import io.obt.overview.Facet.Tally;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What clients have in common and what not: by status, label, Ollama's version, GPU and model.
 *
 * @param total clients looked at
 * @param facets always the same ones, in that order
 */
public record Facets(int total, List<Facet> facets) {
    public Facets {
        facets = List.copyOf(facets);
    }

    /**
     * Counts; visits each client once.
     *
     * @param statuses only clients of these count, of any if it is empty; the facet of statuses counts all, so that one can
     *     choose another
     */
    public static Facets of(Stream<ClientSnapshot> clients, Set<ClientStatus> statuses, long nowNanos) {
        Counting counting = new Counting();
        clients.forEach(client -> {
            ClientStatus status = client.status(nowNanos);
            counting.statuses.add(status);
            if (statuses.isEmpty() || statuses.contains(status)) {
                counting.add(client.client());
            }
        });
        return counting.facets();
    }

    private static final class Counting {
        private final Tally statuses = new Tally("status");
        private final Tally labels = new Tally("label");
        private final Tally versions = new Tally("ollamaVersion");
        private final Tally gpus = new Tally("gpu");
        private final Tally models = new Tally("model");
        private int total;

        void add(Client client) {
            total++;
            client.labels().values().forEach((key, value) -> labels.add(key + "=" + value));
            OllamaState ollama = client.ollama();
            if (ollama != null && ollama.version() != null) {
                addNamed(versions, ollama.version());
            }
            if (client.hardware().gpus() != null) {
                Set<String> names = new HashSet<>(); // a machine with eight alike is one client
                for (Gpu gpu : client.hardware().gpus()) {
                    if (names.add(gpu.name())) {
                        addNamed(gpus, gpu.name());
                    }
                }
            }
            for (InstalledModel model : client.inventory().models()) {
                models.add(model.name());
            }
        }

        // Nobody can ask for the empty text.
        private static void addNamed(Tally tally, String text) {
            if (!text.isEmpty()) {
                tally.add(text);
            }
        }

        Facets facets() {
            return new Facets(
                    total, List.of(statuses.facet(), labels.facet(), versions.facet(), gpus.facet(), models.facet()));
        }
    }
}
