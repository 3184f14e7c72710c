package io.obt.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.catalog.CatalogModel;
import io.obt.catalog.Variant;
import io.obt.client.ClientId;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import io.obt.store.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The catalog follows what clients report. */
final class CatalogOfFleetTest {
    private static final List<String> NAMES = List.of("llama3.2", "qwen3", "mannix/x", "gemma3:4b");

    private final TestFleet fleet = new TestFleet();

    @Test
    void catalogIsWhatOneWouldWorkOutByLookingAtEveryClient() {
        Seeds.each(12, random -> {
            TestFleet fleet = new TestFleet();
            List<TestAgent> agents = fleet.online(5);
            for (int change = 0; change < 60; change++) {
                TestAgent agent = agents.get(random.nextInt(agents.size()));
                switch (random.nextInt(12)) {
                    case 0 -> fleet.passSeconds(45);
                    case 1 -> agent.leave();
                    case 2 -> {
                        fleet.flush();
                        fleet.restart();
                    }
                    default -> {
                        agent.register();
                        agent.send(agent.report(
                                random.nextInt(4) == 0 ? TestAgent.ILL : TestAgent.WELL,
                                random.nextInt(4) == 0 ? null : randomInventory(random),
                                random.nextInt(3) == 0 ? null : randomLoaded(random)));
                    }
                }
                NaiveCatalog.assertRight(fleet);
            }
        });
    }

    private static Inventory randomInventory(Random random) {
        List<InstalledModel> models = new ArrayList<>();
        for (String name : NAMES) {
            if (random.nextInt(3) > 0) {
                String spelling = random.nextInt(4) == 0 ? name.toUpperCase(Locale.ROOT) : name;
                String digest = random.nextInt(4) == 0 ? null : Samples.digest("12".charAt(random.nextInt(2)));
                Long size = random.nextInt(4) == 0 ? null : 1_000L + random.nextInt(2);
                String family = random.nextBoolean() ? null : "told-by-newer-ollamas";
                String remote = random.nextInt(5) == 0 ? "https://ollama.com:443" : null;
                models.add(new InstalledModel(
                        new ModelDescriptor(
                                ModelName.of(spelling),
                                digest,
                                size,
                                null,
                                family,
                                null,
                                null,
                                null,
                                null,
                                null,
                                remote),
                        null));
            }
        }
        return Inventory.of(models);
    }

    private static List<LoadedModel> randomLoaded(Random random) {
        return NAMES.stream()
                .filter(name -> random.nextInt(3) == 0)
                .map(name -> new LoadedModel(ModelName.of(name), null, null, null, null, null))
                .toList();
    }

    @Test
    void sameDigestIsOneVariantHoweverMuchIsToldAboutIt() {
        ModelDescriptor whole = Samples.llama();
        ModelDescriptor toldByAnOlderOllama = ModelDescriptor.of(whole.name(), whole.digest(), whole.sizeBytes());
        fleet.agent("new").online().beatWith(new InstalledModel(whole, null));
        fleet.agent("new-too").online().beatWith(new InstalledModel(whole, null));
        fleet.agent("old").online().beatWith(new InstalledModel(toldByAnOlderOllama, null));

        CatalogModel model = fleet.model("llama3.2");
        assertThat(model.drifts()).isFalse();
        assertThat(model.variants())
                .containsExactly(new Variant(
                        whole, 3, List.of(new ClientId("new"), new ClientId("new-too"), new ClientId("old"))));
    }

    @Test
    void differentDigestsUnderOneNameAreDriftAndUnknownOnesAreNot() {
        fleet.agent("a").online().beatWith(Samples.model("llama3.2", '1'));
        InstalledModel unknown = new InstalledModel(ModelDescriptor.of(ModelName.of("llama3.2"), null, 1L), null);
        TestAgent second = fleet.agent("b").online();
        second.beatWith(unknown);
        assertThat(fleet.model("llama3.2").drifts()).isFalse();
        second.beatWith(Samples.model("LLAMA3.2", '2'));
        assertThat(fleet.model("llama3.2").drifts()).isTrue();
        second.beatWith(Samples.model("llama3.2", '1'));
        assertThat(fleet.model("llama3.2").drifts()).isFalse();
    }

    @Test
    void cloudStubsAreListedAndAreNoCopies() {
        fleet.agent("a").online().beatWith(new InstalledModel(Samples.cloudStub(), null));
        CatalogModel stub = fleet.model("gpt-oss:120b-cloud");
        assertThat(stub.clientCount()).isEqualTo(1);
        assertThat(stub.copies()).isZero();
        assertThat(stub.copiesBytes()).isZero();
        assertThat(stub.drifts()).isFalse();
        assertThat(stub.onlyClient()).isEmpty();
    }

    @Test
    void modelsAreListedAsIfNobodyWereOnlineForWhomThatDoesNotMatter() {
        fleet.agent("a").online().beatWith(Samples.model("llama3.2", '1'), Samples.model("phi", '1'));
        fleet.agent("b").online().beatWith(Samples.model("llama3.2", '2'));
        List<CatalogModel> models = fleet.fleet().catalog().models().toList();
        assertThat(models)
                .isEqualTo(fleet.fleet().catalog().models(id -> false).toList())
                .extracting(CatalogModel::clientCount)
                .containsExactly(2, 1);
    }

    @Test
    void modelsOfClientsThatAreAwayStayAndAreNotOnline() {
        TestAgent desk = fleet.agent("desk").online();
        desk.beatWith(Samples.model("llama3.2", '1'));
        desk.beatLoaded("llama3.2");
        assertThat(fleet.model("llama3.2").onlineCount()).isEqualTo(1);
        fleet.passSeconds(200);
        assertThat(fleet.model("llama3.2").onlineCount()).isZero();
        assertThat(fleet.model("llama3.2").clientCount()).isEqualTo(1);
        assertThat(fleet.model("llama3.2").loadedCount()).isEqualTo(1);
    }

    @Test
    void modelThatNobodyHasAnyMoreIsGone() {
        TestAgent desk = fleet.agent("desk").online();
        desk.beatWith(Samples.model("llama3.2", '1'));
        desk.beatLoaded("llama3.2");
        desk.beatWith();
        assertThat(fleet.model("llama3.2").clientCount()).as("only in memory").isZero();
        assertThat(fleet.model("llama3.2").variants()).isEmpty();
        desk.beatLoaded();
        assertThat(fleet.fleet().catalog().find(ModelName.of("llama3.2"), id -> true))
                .isEmpty();
        assertThat(fleet.models()).isEmpty();
    }

    @Test
    void variantNamesItsFirstHundredClientsAndCountsAll() {
        for (TestAgent agent : fleet.online(150)) {
            agent.beatWith(Samples.model("llama3.2", '1'));
        }
        Variant variant = fleet.model("llama3.2").variants().get(0);
        assertThat(variant.clientCount()).isEqualTo(150);
        assertThat(variant.clients()).hasSize(100).isSorted().first().hasToString("client-0");
    }

    @Test
    void modelsAreSortedByName() {
        fleet.agent("a").online().beatWith(Samples.model("b", '1'), Samples.model("A", '1'), Samples.model("c:1", '1'));
        assertThat(fleet.models())
                .extracting(model -> model.name().toString())
                .containsExactly("A:latest", "b:latest", "c:1");
    }
}
