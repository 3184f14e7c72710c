package io.obt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelsTest {
    @Test
    void pairsAreReadAndBlanksAroundThemDoNotCount() {
        Labels labels = Labels.parse(" gpu=a100 , site = lab,, kubernetes.io/arch=arm64,");
        assertThat(labels.values())
                .containsExactly(
                        Map.entry("gpu", "a100"), Map.entry("kubernetes.io/arch", "arm64"), Map.entry("site", "lab"));
        assertThat(labels).hasToString("gpu=a100,kubernetes.io/arch=arm64,site=lab");
        assertThat(Labels.parse(labels.toString())).isEqualTo(labels);
    }

    @Test
    void emptyTextIsNoLabel() {
        assertThat(Labels.parse("")).isEqualTo(Labels.NONE).hasToString("");
        assertThat(Labels.parse(" , ")).isEqualTo(Labels.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gpu; 'key=value, which this is not: ''gpu'''",
                "gpu=; A label's value is 1 to 64",
                "=a100; A label's key is 1 to 64",
                "a=b=c; A label's value is 1 to 64",
                "a=1,a=2; The label 'a' is given twice",
                "a b=c; A label's key is 1 to 64",
                "a=ä; A label's value is 1 to 64"
            })
    void wrongTextIsToldInOneLine(String text, String told) {
        assertThatThrownBy(() -> Labels.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told.strip());
    }

    @Test
    void atMostSixteenOf64CharactersAreCarried() {
        assertThat(labels(16, 64).values()).hasSize(16);
        assertThatThrownBy(() -> labels(17, 64)).hasMessage("A client carries at most 16 labels, not 17");
        assertThatThrownBy(() -> labels(1, 65)).hasMessageContaining("1 to 64");
        assertThatThrownBy(() -> Labels.of(Map.of("k".repeat(65), "v"))).hasMessageContaining("key is 1 to 64");
    }

    private static Labels labels(int count, int length) {
        return Labels.of(
                IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "key-" + i, i -> "v".repeat(length))));
    }

    @Test
    void labelsDoNotChangeWithWhatTheyWereMadeOf() {
        Map<String, String> values = new HashMap<>(Map.of("a", "1"));
        Labels labels = Labels.of(values);
        values.put("b", "2");
        assertThat(labels.values()).containsExactly(Map.entry("a", "1"));
        assertThatThrownBy(() -> labels.values().put("b", "2")).isInstanceOf(UnsupportedOperationException.class);
    }
}
