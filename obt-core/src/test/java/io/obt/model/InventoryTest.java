package io.obt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.store.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class InventoryTest {
    private static final Instant AT = Samples.AT;

    // Each differs from the first in one thing that can be seen.
    private static final List<InstalledModel> DIFFERENT = List.of(
            described(
                    "a",
                    digest('1'),
                    1L,
                    "gguf",
                    "llama",
                    List.of("llama"),
                    "3B",
                    "Q4",
                    8L,
                    List.of("tools"),
                    null,
                    AT),
            described(
                    "A",
                    digest('1'),
                    1L,
                    "gguf",
                    "llama",
                    List.of("llama"),
                    "3B",
                    "Q4",
                    8L,
                    List.of("tools"),
                    null,
                    AT),
            described(
                    "b",
                    digest('1'),
                    1L,
                    "gguf",
                    "llama",
                    List.of("llama"),
                    "3B",
                    "Q4",
                    8L,
                    List.of("tools"),
                    null,
                    AT),
            described(
                    "a",
                    digest('2'),
                    1L,
                    "gguf",
                    "llama",
                    List.of("llama"),
                    "3B",
                    "Q4",
                    8L,
                    List.of("tools"),
                    null,
                    AT),
            described("a", null, 1L, "gguf", "llama", List.of("llama"), "3B", "Q4", 8L, List.of("tools"), null, AT),
            described(
                    "a",
                    digest('1'),
                    2L,
                    "gguf",
                    "llama",
                    List.of("llama"),
                    "3B",
                    "Q4",
                    8L,
                    List.of("tools"),
                    null,
                    AT),
            described("a", digest('1'), 1L, "x", "llama", List.of("llama"), "3B", "Q4", 8L, List.of("tools"), null, AT),
            described("a", digest('1'), 1L, "gguf", "x", List.of("llama"), "3B", "Q4", 8L, List.of("tools"), null, AT),
            described("a", digest('1'), 1L, "gguf", "llama", List.of(), "3B", "Q4", 8L, List.of("tools"), null, AT),
            described("a", digest('1'), 1L, "gguf", "llama", null, "3B", "Q4", 8L, List.of("tools"), null, AT),
            described(
                    "a", digest('1'), 1L, "gguf", "llama", List.of("llama"), "x", "Q4", 8L, List.of("tools"), null, AT),
            described(
                    "a", digest('1'), 1L, "gguf", "llama", List.of("llama"), "3B", "x", 8L, List.of("tools"), null, AT),
            described(
                    "a",
                    digest('1'),
                    1L,
                    "gguf",
                    "llama",
                    List.of("llama"),
                    "3B",
                    "Q4",
                    9L,
                    List.of("tools"),
                    null,
                    AT),
            described("a", digest('1'), 1L, "gguf", "llama", List.of("llama"), "3B", "Q4", 8L, List.of("x"), null, AT),
            described(
                    "a", digest('1'), 1L, "gguf", "llama", List.of("llama"), "3B", "Q4", 8L, List.of("tools"), "h", AT),
            described(
                    "a",
                    digest('1'),
                    1L,
                    "gguf",
                    "llama",
                    List.of("llama"),
                    "3B",
                    "Q4",
                    8L,
                    List.of("tools"),
                    null,
                    null));

    private static InstalledModel described(
            String name,
            String digest,
            Long sizeBytes,
            String format,
            String family,
            List<String> families,
            String parameterSize,
            String quantization,
            Long contextLength,
            List<String> capabilities,
            String remoteHost,
            Instant modifiedAt) {
        return new InstalledModel(
                new ModelDescriptor(
                        ModelName.of(name),
                        digest,
                        sizeBytes,
                        format,
                        family,
                        families,
                        parameterSize,
                        quantization,
                        contextLength,
                        capabilities,
                        remoteHost),
                modifiedAt);
    }

    private static String digest(char digit) {
        return Samples.digest(digit);
    }

    @Test
    void fingerprintChangesWithWhateverCanBeSeen() {
        Set<String> fingerprints = new HashSet<>();
        DIFFERENT.forEach(model -> fingerprints.add(Inventory.of(List.of(model)).fingerprint()));
        fingerprints.add(Inventory.of(List.of()).fingerprint());
        fingerprints.add(
                Inventory.of(List.of(DIFFERENT.get(0), DIFFERENT.get(2))).fingerprint());
        assertThat(fingerprints).hasSize(DIFFERENT.size() + 2).doesNotContainNull();
    }

    @Test
    void fingerprintDoesNotDependOnTheOrderModelsComeIn() {
        List<InstalledModel> models = new ArrayList<>(Samples.models(20));
        Inventory inventory = Inventory.of(models);
        Collections.reverse(models);
        assertThat(Inventory.of(models)).isEqualTo(inventory);
    }

    @Test
    void modelsAreSortedByName() {
        Inventory inventory = new Inventory("f", List.of(Samples.model("b", '1'), Samples.model("A", '1')));
        assertThat(inventory.models())
                .extracting(InstalledModel::name)
                .map(ModelName::toString)
                .containsExactly("A:latest", "b:latest");
    }

    @Test
    void nameListedTwiceIsRefused() {
        assertThatThrownBy(() -> new Inventory("f", List.of(Samples.model("x", '1'), Samples.model("X:latest", '2'))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is listed twice");
    }

    @Test
    void cloudStubsTakeNoSpaceAndUnknownSizesNeither() {
        Inventory inventory = new Inventory(
                "f",
                List.of(
                        new InstalledModel(Samples.llama(), null),
                        new InstalledModel(Samples.cloudStub(), null),
                        new InstalledModel(ModelDescriptor.of(ModelName.of("x"), null, null), null)));
        assertThat(inventory.localBytes()).isEqualTo(2_019_393_189L);
        assertThat(inventory.find(ModelName.of("LLAMA3.2"))).isPresent();
        assertThat(inventory.find(ModelName.of("y"))).isEmpty();
    }

    @Test
    void clientThatToldItHasNothingIsNotOneThatNeverTold() {
        assertThat(Inventory.UNKNOWN.isKnown()).isFalse();
        assertThat(Inventory.of(List.of()).isKnown()).isTrue();
        assertThat(new Inventory("", List.of()).isKnown()).isTrue();
    }

    @Test
    void digestIs64LowerCaseHexDigits() {
        for (String wrong : List.of("", "a", "A".repeat(64), "g".repeat(64), "sha256:" + "a".repeat(64))) {
            assertThatThrownBy(() -> ModelDescriptor.of(ModelName.of("x"), wrong, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("64 lower-case hex digits");
        }
        assertThatThrownBy(() -> ModelDescriptor.of(ModelName.of("x"), null, -1L))
                .hasMessageContaining("negative");
    }
}
