package io.obt.protocol;

import io.obt.catalog.CatalogModel;
import io.obt.catalog.Variant;
import io.obt.client.ClientId;
import io.obt.model.ModelDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One model name across the fleet. What describes the model is what {@link CatalogModel#usual()} says. */
public record CatalogMessage(
        String name,
        @Nullable String family,
        @Nullable String parameterSize,
        @Nullable String quantization,
        @Nullable Long contextLength,
        @Nullable List<String> capabilities,
        @Nullable Long sizeBytes,
        @Nullable String remoteHost,
        int clientCount,
        int onlineCount,
        int loadedCount,
        boolean drift,
        List<VariantMessage> variants) {
    /**
     * The clients that have the same digest.
     *
     * @param clients at most the first hundred
     */
    public record VariantMessage(
            @Nullable String digest, @Nullable Long sizeBytes, int clientCount, List<String> clients) {
        static VariantMessage of(Variant variant) {
            return new VariantMessage(
                    variant.descriptor().digest(),
                    variant.descriptor().sizeBytes(),
                    variant.clientCount(),
                    variant.clients().stream().map(ClientId::value).toList());
        }
    }

    public static CatalogMessage of(CatalogModel model) {
        ModelDescriptor usual = model.usual().orElseGet(() -> ModelDescriptor.of(model.name(), null, null));
        return new CatalogMessage(
                model.name().toString(),
                usual.family(),
                usual.parameterSize(),
                usual.quantization(),
                usual.contextLength(),
                usual.capabilities(),
                usual.sizeBytes(),
                usual.remoteHost(),
                model.clientCount(),
                model.onlineCount(),
                model.loadedCount(),
                model.drifts(),
                model.variants().stream().map(VariantMessage::of).toList());
    }
}
