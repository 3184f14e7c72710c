package io.obt.overview;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.ClientStatus;
import io.obt.client.Gpu;
import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.client.OllamaState;
import io.obt.registry.TestAgent;
import io.obt.registry.TestFleet;
import io.obt.store.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the clients of a fleet have in common, counted. */
final class FacetsTest {
    private final TestFleet fleet = new TestFleet();

    private TestAgent agent(String id, String labels, String... gpus) {
        TestAgent agent = fleet.agent(id);
        List<Gpu> fitted =
                Arrays.stream(gpus).map(name -> new Gpu(name, null, null)).toList();
        agent.register(
                agent.claim(Labels.parse(labels), new Hardware(null, null, null, null, null, null, null, fitted)));
        return agent;
    }

    private Facets facets(ClientStatus... statuses) {
        return Facets.of(
                fleet.fleet().registry().clients().stream(),
                Set.of(statuses),
                fleet.time().nanos());
    }

    private static String counted(Facets facets, String name) {
        return facets.facets().stream()
                .filter(facet -> facet.name().equals(name))
                .flatMap(facet -> facet.values().stream())
                .map(value -> value.value() + ":" + value.count())
                .collect(joining(" "));
    }

    @Test
    void emptyFleetHasAllFacetsAndNoValue() {
        assertThat(facets().total()).isZero();
        assertThat(facets().facets())
                .extracting(Facet::name)
                .containsExactly("status", "label", "ollamaVersion", "gpu", "model");
        assertThat(facets().facets()).allMatch(facet -> facet.values().isEmpty() && facet.more() == 0);
    }

    @Test
    void everyFacetCountsClientsTheMostCommonFirst() {
        agent("a", "site=lab,gpu=a100", "A100", "A100")
                .beatWith(Samples.model("llama3.2", 'a'), Samples.model("phi", 'a'));
        agent("b", "site=lab", "B200", "A100").beatWith(Samples.model("LLAMA3.2", 'b'));
        agent("c", "site=home").beat(OllamaState.available("0.31.0"));

        Facets facets = facets();
        assertThat(facets.total()).isEqualTo(3);
        assertThat(counted(facets, "status")).isEqualTo("ONLINE:3");
        assertThat(counted(facets, "label")).isEqualTo("site=lab:2 gpu=a100:1 site=home:1");
        assertThat(counted(facets, "ollamaVersion")).isEqualTo("0.32.15:2 0.31.0:1");
        assertThat(counted(facets, "gpu")).as("two alike in one client").isEqualTo("A100:2 B200:1");
        assertThat(counted(facets, "model").toLowerCase()).isEqualTo("llama3.2:latest:2 phi:latest:1");
    }

    @Test
    void statusesAreCountedWhateverStatusIsAskedForAndNothingElseIs() {
        agent("a", "site=lab").beat();
        agent("b", "site=lab").beat();
        agent("c", "site=home");

        Facets facets = facets(ClientStatus.DEGRADED);
        assertThat(facets.total()).isEqualTo(1);
        assertThat(counted(facets, "status")).isEqualTo("ONLINE:2 DEGRADED:1");
        assertThat(counted(facets, "label")).isEqualTo("site=home:1");
        assertThat(facets(ClientStatus.LEFT).total()).isZero();
    }

    @Test
    void whatIsNotKnownIsNoValue() {
        fleet.agent("a").register();
        agent("b", "", "").beat(new OllamaState(true, "", null));
        fleet.agent("c").register().beat(OllamaState.available(null));

        assertThat(counted(facets(), "ollamaVersion")).isEmpty();
        assertThat(counted(facets(), "gpu")).isEmpty();
    }

    @Test
    void ofManyValuesTheMostCommonAreNamedAndTheOthersCounted() {
        IntStream.range(10, 35)
                .forEach(i -> agent("c-" + i, "host=h-" + i + ",n=" + i % 2).beat());

        Facet labels = facets().facets().get(1);
        assertThat(labels.values()).hasSize(Facet.NAMED_VALUES);
        assertThat(labels.values().subList(0, 3))
                .containsExactly(
                        new Facet.Value("n=0", 13), new Facet.Value("n=1", 12), new Facet.Value("host=h-10", 1));
        assertThat(labels.more()).isEqualTo(7);
    }
}
