package io.obt.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened between two inventories of one client.
 *
 * @param changed models whose digest is another than before, both being known
 */
public record InventoryDifference(List<ModelName> installed, List<ModelName> removed, List<ModelName> changed) {
    public InventoryDifference {
        installed = List.copyOf(installed);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
    }

    public static InventoryDifference between(Inventory before, Inventory after) {
        Map<ModelName, InstalledModel> gone = new HashMap<>();
        before.models().forEach(model -> gone.put(model.name(), model));
        List<ModelName> installed = new ArrayList<>();
        List<ModelName> changed = new ArrayList<>();
        for (InstalledModel model : after.models()) {
            InstalledModel known = gone.remove(model.name());
            if (known == null) {
                installed.add(model.name());
            } else if (isAnother(known.descriptor(), model.descriptor())) {
                changed.add(model.name());
            }
        }
        return new InventoryDifference(
                installed, gone.keySet().stream().sorted().toList(), changed);
    }

    // An unknown digest is no evidence of a change.
    private static boolean isAnother(ModelDescriptor before, ModelDescriptor after) {
        return before.digest() != null
                && after.digest() != null
                && !before.digest().equals(after.digest());
    }
}
