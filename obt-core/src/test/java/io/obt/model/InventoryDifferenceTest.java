package io.obt.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.store.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InventoryDifferenceTest {
    @Test
    void differenceSaysWhatCameWentAndChangedByName() {
        Inventory before = Inventory.of(List.of(
                Samples.model("z-gone", '1'),
                Samples.model("gone", '1'),
                Samples.model("same", '1'),
                Samples.model("changed", '1')));
        Inventory after = Inventory.of(List.of(
                Samples.model("z-new", '1'),
                Samples.model("new", '1'),
                Samples.model("SAME", '1'),
                Samples.model("changed", '2')));

        InventoryDifference difference = InventoryDifference.between(before, after);

        assertThat(difference.installed()).map(ModelName::toString).containsExactly("new:latest", "z-new:latest");
        assertThat(difference.removed()).map(ModelName::toString).containsExactly("gone:latest", "z-gone:latest");
        assertThat(difference.changed()).map(ModelName::toString).containsExactly("changed:latest");
    }

    @Test
    void unknownDigestIsNoEvidenceOfAChange() {
        Inventory known = Inventory.of(List.of(Samples.model("x", '1')));
        Inventory unknown =
                Inventory.of(List.of(new InstalledModel(ModelDescriptor.of(ModelName.of("x"), null, 7L), Samples.AT)));

        assertThat(InventoryDifference.between(known, unknown).changed()).isEmpty();
        assertThat(InventoryDifference.between(unknown, known).changed()).isEmpty();
    }

    @Test
    void equalInventoriesHaveNoDifference() {
        Inventory inventory = Inventory.of(Samples.models(10));
        assertThat(InventoryDifference.between(inventory, Inventory.of(Samples.models(10))))
                .isEqualTo(new InventoryDifference(List.of(), List.of(), List.of()));
    }
}
