package io.obt.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.catalog.CatalogModel;
import io.obt.catalog.Variant;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.model.InstalledModel;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The catalog as one would work it out by looking at every client again: slow, and hard to get wrong. */
final class NaiveCatalog {
    private final Collection<ClientSnapshot> clients;

    NaiveCatalog(TestFleet fleet) {
        clients = fleet.fleet().registry().clients();
    }

    static void assertRight(TestFleet fleet) {
        NaiveCatalog naive = new NaiveCatalog(fleet);
        List<CatalogModel> models = fleet.models();
        assertThat(models).extracting(CatalogModel::name).containsExactlyElementsOf(naive.names());
        models.forEach(model -> naive.assertRight(model, fleet));
    }

    private Set<ModelName> names() {
        Set<ModelName> names = new TreeSet<>();
        for (ClientSnapshot snapshot : clients) {
            snapshot.client().inventory().models().forEach(model -> names.add(model.name()));
            snapshot.client().loaded().forEach(model -> names.add(model.name()));
        }
        return names;
    }

    private void assertRight(CatalogModel model, TestFleet fleet) {
        ModelName name = model.name();
        List<Client> having = having(copy -> copy.name().equals(name));
        List<ModelDescriptor> copies = having.stream()
                .map(client -> client.inventory().find(name).orElseThrow().descriptor())
                .toList();
        List<ModelDescriptor> local =
                copies.stream().filter(ModelDescriptor::isLocal).toList();

        assertThat(model.clientCount()).as("clients with %s", name).isEqualTo(having.size());
        assertThat(model.onlineCount()).as("online clients with %s", name).isEqualTo((int) having.stream()
                .filter(client -> fleet.status(client.id().value()) == ClientStatus.ONLINE)
                .count());
        assertThat(model.loadedCount()).as("clients that loaded %s", name).isEqualTo((int) clients.stream()
                .filter(client -> client.client().loaded().stream()
                        .anyMatch(loaded -> loaded.name().equals(name)))
                .count());
        assertThat(model.copies()).as("copies of %s", name).isEqualTo(local.size());
        assertThat(model.copiesBytes())
                .as("bytes of %s", name)
                .isEqualTo(local.stream()
                        .map(ModelDescriptor::sizeBytes)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum());
        assertThat(model.drifts())
                .as("drift of %s", name)
                .isEqualTo(local.stream()
                                .map(ModelDescriptor::digest)
                                .filter(Objects::nonNull)
                                .distinct()
                                .count()
                        > 1);
        assertVariantsRight(model, copies);
        having.forEach(client -> assertThat(fleet.fleet().catalog().isInstalled(name, client.id()))
                .isTrue());
    }

    private void assertVariantsRight(CatalogModel model, List<ModelDescriptor> copies) {
        assertThat(model.variants())
                .extracting(variant -> bytesOf(variant.descriptor()))
                .as("each variant of %s once", model.name())
                .containsExactlyInAnyOrderElementsOf(
                        copies.stream().map(NaiveCatalog::bytesOf).collect(Collectors.toSet()));
        for (Variant variant : model.variants()) {
            List<ClientId> expected = having(copy -> copy.name().equals(model.name())
                            && bytesOf(copy.descriptor()).equals(bytesOf(variant.descriptor())))
                    .stream()
                    .map(Client::id)
                    .sorted()
                    .toList();
            assertThat(variant.clients()).isEqualTo(expected);
            assertThat(variant.clientCount()).isEqualTo(expected.size());
        }
        assertThat(model.variants())
                .extracting(variant -> -variant.clientCount())
                .as("most clients first")
                .isSorted();
    }

    private static List<Object> bytesOf(ModelDescriptor descriptor) {
        return Arrays.asList(descriptor.digest(), descriptor.sizeBytes(), descriptor.remoteHost());
    }

    private List<Client> having(Predicate<InstalledModel> copy) {
        return clients.stream()
                .map(ClientSnapshot::client)
                .filter(client -> client.inventory().models().stream().anyMatch(copy))
                .toList();
    }
}
