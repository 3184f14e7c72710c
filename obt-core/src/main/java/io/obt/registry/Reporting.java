package io.obt.registry;

import io.obt.client.Client;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.client.Condition;
import io.obt.client.Contact;
import io.obt.client.Lease;
import io.obt.client.OllamaState;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a report makes of a client: pure rules, without clock, map or store.
 *
 * @param client as it is after the report; the very same {@link Client} inside when nothing in it changed
 * @param worthKeeping whether a store should learn of it
 */
record Reporting(ClientSnapshot client, boolean worthKeeping) {
    // A single bad answer of a busy Ollama is no reason to take a client out of use.
    private static final int BAD_REPORTS_TO_DEGRADE = 2;
    // How old the stored time of contact may get before it is written for its own sake.
    private static final Duration LAST_SEEN_PRECISION = Duration.ofMinutes(5);

    static Reporting of(ClientSnapshot known, Report report, Lease lease, Instant now) {
        int badReports = report.ollama().available() ? 0 : known.contact().badReports() + 1;
        Contact contact = new Contact(lease, now, report.sequence(), false, badReports, report.usage());
        boolean decisive = known.contact().decisive() || badReports >= BAD_REPORTS_TO_DEGRADE;

        Client client = known.client();
        Condition condition = conditionAfter(client.condition(), report.ollama(), decisive, now);
        OllamaState ollama = keepVersion(client, report.ollama());
        Inventory inventory = report.inventoryOr(client.inventory());
        List<LoadedModel> loaded = report.loadedOr(client.loaded());

        boolean worthKeeping = !condition.equals(client.condition())
                || !ollama.equals(client.ollama())
                || inventory != client.inventory()
                || !isAlikeButForExpiry(loaded, client.loaded())
                || Duration.between(client.lastSeen(), now).compareTo(LAST_SEEN_PRECISION) >= 0;
        boolean changed = worthKeeping || loaded != client.loaded();
        Client next = changed
                ? client.reported(ollama, inventory, loaded, condition, worthKeeping ? now : client.lastSeen())
                : client;
        return new Reporting(new ClientSnapshot(next, contact), worthKeeping);
    }

    // Every use of a loaded model moves its expiry; that is worth showing, and no write.
    private static boolean isAlikeButForExpiry(List<LoadedModel> a, List<LoadedModel> b) {
        return withoutExpiry(a).equals(withoutExpiry(b));
    }

    private static List<LoadedModel> withoutExpiry(List<LoadedModel> loaded) {
        return loaded.stream()
                .map(model -> new LoadedModel(
                        model.name(),
                        model.digest(),
                        model.sizeBytes(),
                        model.vramBytes(),
                        model.contextLength(),
                        null))
                .toList();
    }

    // A version once known stays of interest while Ollama is away.
    private static OllamaState keepVersion(Client client, OllamaState reported) {
        OllamaState known = client.ollama();
        return reported.version() == null && known != null && !reported.available()
                ? new OllamaState(false, known.version(), reported.error())
                : reported;
    }

    private static Condition conditionAfter(Condition known, OllamaState ollama, boolean decisive, Instant now) {
        ClientStatus status = ollama.available() ? ClientStatus.ONLINE : ClientStatus.DEGRADED;
        if (status == ClientStatus.DEGRADED && known.status() == ClientStatus.ONLINE && !decisive) {
            return known;
        }
        String error = ollama.error() == null ? "Ollama is not available" : ollama.error();
        String reason = ollama.available() ? "Ollama answers" : error;
        return new Condition(status, status == known.status() ? known.since() : now, reason, true);
    }
}
