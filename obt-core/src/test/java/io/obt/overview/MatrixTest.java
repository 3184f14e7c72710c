package io.obt.overview;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.obt.catalog.CatalogModel;
import io.obt.client.ClientId;
import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.client.OllamaState;
import io.obt.model.InstalledModel;
import io.obt.model.LoadedModel;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import io.obt.registry.TestAgent;
import io.obt.registry.TestFleet;
import io.obt.store.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Model × client: a letter for each pair, or counts for groups of many clients. */
final class MatrixTest {
    private final TestFleet fleet = new TestFleet();

    private Matrix matrix() {
        return matrix(null);
    }

    private Matrix matrix(String by) {
        return Matrix.of(
                fleet.models(),
                List.copyOf(fleet.fleet().registry().clients()),
                Optional.ofNullable(by),
                fleet.time().nanos());
    }

    private TestAgent having(String id, InstalledModel... models) {
        TestAgent agent = fleet.agent(id).register();
        agent.beatWith(models);
        return agent;
    }

    private TestAgent labelled(String id, String labels, InstalledModel... models) {
        TestAgent agent = fleet.agent(id);
        agent.register(agent.claim(Labels.parse(labels), Hardware.UNKNOWN));
        agent.beatWith(models);
        return agent;
    }

    private static InstalledModel llama(char digest) {
        return Samples.model("llama3.2", digest);
    }

    private static LoadedModel loaded(String name, String digest) {
        return new LoadedModel(ModelName.of(name), digest, null, null, null, null);
    }

    // ---- cells

    @Test
    void columnsAreTheClientsByIdAndRowsTheModels() {
        having("b", llama('a'));
        having("a", Samples.model("qwen3", 'a'));
        Matrix matrix = matrix();
        assertThat(matrix.cells().columns())
                .extracting(column -> column.clientId().value())
                .containsExactly("a", "b");
        assertThat(matrix.rows())
                .extracting(row -> row.name().toString())
                .containsExactly("llama3.2:latest", "qwen3:latest");
        assertThat(matrix.cells().rows()).containsExactly("-o", "o-");
        assertThat(matrix.groups()).isNull();
    }

    @Test
    void digestThatMostClientsHaveIsTheUsualOne() {
        having("a", llama('b')).beatLoaded("llama3.2");
        having("b", llama('a')).beatLoaded("llama3.2");
        having("c", llama('a'));
        having("d", llama('b'));
        having("e", llama('a'));
        assertThat(matrix().cells().rows()).containsExactly("lLodo");
    }

    @Test
    void unknownDigestIsNoOther() {
        having("a", llama('a'));
        having("b", new InstalledModel(ModelDescriptor.of(ModelName.of("llama3.2"), null, 5L), null));
        having("c", new InstalledModel(ModelDescriptor.of(ModelName.of("llama3.2"), null, 5L), null));
        assertThat(matrix().cells().rows()).containsExactly("ooo");
        assertThat(matrix().rows().get(0).usual().orElseThrow().digest()).isEqualTo(Samples.digest('a'));
    }

    private static InstalledModel stub() {
        return new InstalledModel(Samples.cloudStub(), null);
    }

    @Test
    void cloudStubIsNoCopyAndNoOtherDigest() {
        having("a", stub());
        having("b", Samples.model("gpt-oss:120b-cloud", 'd'));
        having("gone", stub()).leave();
        assertThat(matrix().cells().rows()).containsExactly("co?");
        assertThat(matrix().rows().get(0).onlyClient()).contains(new ClientId("b"));
    }

    @Test
    void cloudStubAloneMakesNobodyTheOnlyClient() {
        having("a", stub());
        assertThat(matrix().cells().rows()).containsExactly("c");
        assertThat(matrix().rows().get(0).onlyClient()).isEmpty();
    }

    @Test
    void whatIsInMemoryIsJudgedByItsOwnDigest() {
        having("a", llama('a')).beatLoaded(List.of(loaded("llama3.2", Samples.digest('b'))));
        having("b", llama('a')).beatLoaded(List.of(loaded("llama3.2", Samples.digest('a'))));
        having("c").beatLoaded(List.of(loaded("llama3.2", null)));
        having("d").beatLoaded(List.of(loaded("llama3.2", Samples.digest('b'))));
        assertThat(matrix().cells().rows()).containsExactly("lLLl");
    }

    @Test
    void modelThatIsOnlyInMemoryHasNoUsualDigest() {
        having("a").beatLoaded(List.of(loaded("llama3.2", Samples.digest('b'))));
        assertThat(matrix().cells().rows()).containsExactly("L");
        assertThat(matrix().rows().get(0).onlyClient()).as("on its disk").isEmpty();
    }

    @Test
    void whoIsNotInContactHadTheModelWhenLastHeard() {
        having("left", llama('b')).leave();
        having("silent", llama('a')).beatLoaded("llama3.2");
        having("none");
        TestAgent ill = having("unwell", llama('a'));
        for (int i = 0; i < 4; i++) {
            fleet.passSeconds(10);
            ill.beat(OllamaState.unavailable("down"));
        }
        assertThat(matrix().cells().columns())
                .extracting(column -> column.clientId() + " " + column.status())
                .containsExactly("left LEFT", "none STALE", "silent STALE", "unwell DEGRADED");
        assertThat(matrix().cells().rows()).containsExactly("?-?o");
    }

    @Test
    void modelThatOneClientAloneHasNamesIt() {
        having("a", llama('a'), Samples.model("rare", 'a'));
        having("b", llama('a'));
        Map<String, String> only = matrix().rows().stream()
                .filter(row -> row.onlyClient().isPresent())
                .collect(toMap(
                        row -> row.name().toString(),
                        row -> row.onlyClient().orElseThrow().value()));
        assertThat(only).isEqualTo(Map.of("rare:latest", "a"));
    }

    @Test
    void thirtyClientsHaveAColumnEachAndOneMoreMakesGroupsOfThem() {
        IntStream.range(0, 30).forEach(i -> having("c-" + i, llama('a')));
        assertThat(matrix().cells().rows()).containsExactly("o".repeat(30));
        having("one-more");
        assertThat(matrix().cells()).isNull();
        assertThat(matrix().clients()).isEqualTo(31);
    }

    // ---- groups

    private static String groups(Matrix matrix) {
        return matrix.groups().groups().stream()
                .map(group -> group.value() + ":" + group.clients())
                .collect(joining(" "));
    }

    /** As installed/loaded. */
    private static String counts(Matrix matrix, int row) {
        return matrix.groups().rows().get(row).stream()
                .map(count -> count.installed() + "/" + count.loaded())
                .collect(joining(" "));
    }

    private void manyWithLabels() {
        IntStream.range(0, 20).forEach(i -> labelled("a-" + i, "site=lab,gpu=a100", llama('a')));
        IntStream.range(0, 12).forEach(i -> labelled("b-" + i, "site=home", Samples.model("qwen3", 'a')));
        IntStream.range(0, 3).forEach(i -> having("c-" + i, llama('b')).beatLoaded("llama3.2", "qwen3"));
    }

    @Test
    void groupsAreTheValuesOfTheLabelThatMostClientsHaveTheBiggestFirst() {
        manyWithLabels();
        Matrix matrix = matrix();
        assertThat(matrix.groups().by()).isEqualTo("site");
        assertThat(groups(matrix)).isEqualTo("lab:20 home:12 null:3");
        assertThat(counts(matrix, 0)).as("llama3.2").isEqualTo("20/0 0/0 3/3");
        assertThat(counts(matrix, 1)).as("qwen3").isEqualTo("0/0 12/0 0/3");
    }

    @Test
    void groupsAreTheValuesOfTheLabelThatIsAskedFor() {
        manyWithLabels();
        assertThat(groups(matrix("gpu"))).isEqualTo("a100:20 null:15");
        assertThat(groups(matrix("nobody-has-it"))).isEqualTo("null:35");
        assertThat(counts(matrix("nobody-has-it"), 0)).isEqualTo("23/3");
    }

    @Test
    void groupsAreTheStatusesWhereNoClientHasALabel() {
        IntStream.range(0, 31).forEach(i -> having("c-" + i, llama('a')));
        having("gone", llama('a')).leave();
        Matrix matrix = matrix();
        assertThat(matrix.groups().by()).isNull();
        assertThat(groups(matrix)).isEqualTo("ONLINE:31 LEFT:1");
        assertThat(counts(matrix, 0)).isEqualTo("31/0 0/0");
    }

    @Test
    void groupCountsWhoHasAnotherDigestAStubOrHadItAtTheLastContact() {
        IntStream.range(0, 25)
                .forEach(i -> labelled("usual-" + i, "site=lab", Samples.model("gpt-oss:120b-cloud", 'a')));
        labelled("other-on-disk", "site=lab", Samples.model("gpt-oss:120b-cloud", 'b'));
        labelled("other-loaded", "site=lab", Samples.model("gpt-oss:120b-cloud", 'a'))
                .beatLoaded(List.of(loaded("gpt-oss:120b-cloud", Samples.digest('b'))));
        labelled("other-twice", "site=lab", Samples.model("gpt-oss:120b-cloud", 'b'))
                .beatLoaded(List.of(loaded("gpt-oss:120b-cloud", Samples.digest('b'))));
        labelled("cloud", "site=lab", stub());
        labelled("none", "site=lab");
        labelled("gone", "site=lab", Samples.model("gpt-oss:120b-cloud", 'b')).leave();
        labelled("gone-stub", "site=lab", stub()).leave();
        labelled("gone-none", "site=lab").leave();
        assertThat(matrix().groups().rows()).containsExactly(List.of(new MatrixGroups.Count(25 + 3, 2, 3, 1, 2)));
    }

    @Test
    void labelWithMoreValuesThanGroupsIsTakenOnlyWhereThereIsNoOther() {
        IntStream.range(10, 50)
                .forEach(i ->
                        labelled("c-" + i, "host=h-" + i + (i < 20 ? ",site=lab" : "") + (i < 15 ? ",rack=r" : "")));
        assertThat(matrix().groups().by()).isEqualTo("site");
        assertThat(matrix().groups().more()).isZero();
        assertThat(groups(matrix())).isEqualTo("null:30 lab:10");
    }

    @Test
    void clientsWithoutTheLabelAreAGroupToo() {
        IntStream.range(10, 40).forEach(i -> labelled("c-" + i, "host=h-" + i));
        labelled("one-more", "site=lab");
        assertThat(matrix().groups().by()).as("31 groups by host, 2 by site").isEqualTo("site");
    }

    @Test
    void groupsBeyondThirtyAreOnlyCounted() {
        IntStream.range(10, 50).forEach(i -> labelled("c-" + i, "host=h-" + i, llama('a')));
        Matrix matrix = matrix();
        assertThat(matrix.groups().by()).isEqualTo("host");
        assertThat(matrix.groups().groups()).hasSize(30);
        assertThat(matrix.groups().more()).isEqualTo(10);
        assertThat(matrix.groups().rows().get(0)).hasSize(30);
        assertThat(matrix.clients()).isEqualTo(40);
        assertThat(matrix.rows()).extracting(CatalogModel::clientCount).containsExactly(40);
    }
}
