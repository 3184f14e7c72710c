package io.obt.model;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Lets equal descriptors be one object, so that a fleet with the same forty models everywhere costs little memory.
 * Holds on to nothing that nobody else uses. Thread-safe.
 */
public final class SharedDescriptors {
    private final Map<ModelDescriptor, WeakReference<ModelDescriptor>> known = new WeakHashMap<>();

    /** An equal inventory whose descriptors are the shared ones. */
    public Inventory shared(Inventory inventory) {
        return new Inventory(
                inventory.fingerprint(),
                inventory.models().stream()
                        .map(model -> new InstalledModel(shared(model.descriptor()), model.modifiedAt()))
                        .toList());
    }

    private synchronized ModelDescriptor shared(ModelDescriptor descriptor) {
        WeakReference<ModelDescriptor> reference = known.get(descriptor);
        ModelDescriptor first = reference == null ? null : reference.get();
        if (first != null) {
            return isSpeltAlike(first, descriptor) ? first : descriptor;
        }
        known.put(descriptor, new WeakReference<>(descriptor));
        return descriptor;
    }

    // Names that differ in case are equal, and each client is shown as its own Ollama spells them.
    private static boolean isSpeltAlike(ModelDescriptor a, ModelDescriptor b) {
        return a.name().toString().equals(b.name().toString());
    }
}
