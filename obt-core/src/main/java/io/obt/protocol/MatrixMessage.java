package io.obt.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.obt.catalog.CatalogModel;
import io.obt.client.ClientId;
import io.obt.client.ClientStatus;
import io.obt.model.ModelDescriptor;
import io.obt.overview.Matrix;
import io.obt.overview.MatrixCells;
import io.obt.overview.MatrixGroups;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Models against clients: the answer of {@code GET /api/v1/matrix}.
 *
 * @param columns the clients, each item having a cell for each; absent when they are too many
 * @param groups then their groups, each item having counts for each
 * @param moreGroups how many groups there are beyond these; absent when they are all
 * @param by the key of the label whose values make the groups; absent when statuses do, or there are none
 * @param clientTotal how many clients it is about
 * @param total how many models there are in all
 * @param nextCursor where to go on; null at the end
 */
public record MatrixMessage(
        @Nullable List<ColumnMessage> columns,
        @Nullable List<GroupMessage> groups,
        @Nullable Integer moreGroups,
        @Nullable String by,
        int clientTotal,
        List<ItemMessage> items,
        long total,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {

    /** A client. */
    public record ColumnMessage(String clientId, ClientStatus status) {}

    /**
     * Clients that are alike.
     *
     * @param value absent for those without the label
     */
    public record GroupMessage(@Nullable String value, int clients) {}

    /** How many clients of a group have a model, as {@link MatrixGroups.Count} has it. */
    public record CountMessage(int installed, int loaded, int other, int cloud, int unknown) {}

    /**
     * A model.
     *
     * @param totalBytes what all local copies take together
     * @param onlyClient the client that has a local copy and is alone with that
     * @param cells a letter a column, as {@link MatrixCells} has them
     */
    public record ItemMessage(
            String name,
            @Nullable String family,
            @Nullable String digest,
            @Nullable Long sizeBytes,
            int clientCount,
            int onlineCount,
            int loadedCount,
            long totalBytes,
            boolean drift,
            int variantCount,
            @Nullable String onlyClient,
            @Nullable String cells,
            @Nullable List<CountMessage> groupCounts) {}

    public static MatrixMessage of(Matrix matrix, long total, @Nullable String nextCursor) {
        MatrixCells cells = matrix.cells();
        MatrixGroups groups = matrix.groups();
        return new MatrixMessage(
                cells == null
                        ? null
                        : cells.columns().stream()
                                .map(column ->
                                        new ColumnMessage(column.clientId().value(), column.status()))
                                .toList(),
                groups == null
                        ? null
                        : groups.groups().stream()
                                .map(group -> new GroupMessage(group.value(), group.clients()))
                                .toList(),
                groups == null || groups.more() == 0 ? null : groups.more(),
                groups == null ? null : groups.by(),
                matrix.clients(),
                IntStream.range(0, matrix.rows().size())
                        .mapToObj(row -> item(
                                matrix.rows().get(row),
                                cells == null ? null : cells.rows().get(row),
                                groups == null ? null : counts(groups.rows().get(row))))
                        .toList(),
                total,
                nextCursor);
    }

    private static List<CountMessage> counts(List<MatrixGroups.Count> row) {
        return row.stream()
                .map(count -> new CountMessage(
                        count.installed(), count.loaded(), count.other(), count.cloud(), count.unknown()))
                .toList();
    }

    private static ItemMessage item(
            CatalogModel model, @Nullable String cells, @Nullable List<CountMessage> groupCounts) {
        Optional<ModelDescriptor> usual = model.usual();
        return new ItemMessage(
                model.name().toString(),
                usual.map(ModelDescriptor::family).orElse(null),
                usual.map(ModelDescriptor::digest).orElse(null),
                usual.map(ModelDescriptor::sizeBytes).orElse(null),
                model.clientCount(),
                model.onlineCount(),
                model.loadedCount(),
                model.copiesBytes(),
                model.drifts(),
                model.variants().size(),
                model.onlyClient().map(ClientId::value).orElse(null),
                cells,
                groupCounts);
    }
}
