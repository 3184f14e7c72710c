package io.obt.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.store.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SharedDescriptorsTest {
    private final SharedDescriptors shared = new SharedDescriptors();

    @Test
    void equalDescriptorsBecomeOneObject() {
        Inventory first = shared.shared(new Inventory("1", List.of(new InstalledModel(Samples.llama(), Samples.AT))));
        Inventory second = shared.shared(new Inventory("2", List.of(new InstalledModel(Samples.llama(), null))));

        assertThat(second.models().get(0).descriptor())
                .isSameAs(first.models().get(0).descriptor());
        assertThat(first).isEqualTo(new Inventory("1", List.of(new InstalledModel(Samples.llama(), Samples.AT))));
        assertThat(second).isEqualTo(new Inventory("2", List.of(new InstalledModel(Samples.llama(), null))));
    }

    @Test
    void everyClientKeepsItsOwnSpellingOfAName() {
        shared.shared(Inventory.of(List.of(Samples.model("LLaMA3.2", '1'))));
        Inventory other = shared.shared(Inventory.of(List.of(Samples.model("llama3.2", '1'))));
        assertThat(other.models().get(0).name()).hasToString("llama3.2:latest");
    }
}
