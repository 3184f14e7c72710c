package io.obt.overview;

import io.obt.catalog.CatalogModel;
import io.obt.client.ClientSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Models against clients: what is installed and loaded where.
 *
 * @param rows the models
 * @param clients how many clients it is about
 * @param cells a letter for each model and client; null when the clients are too many for that
 * @param groups counts for each model and group of clients; null when there are cells
 */
public record Matrix(
        List<CatalogModel> rows,
        int clients,
        @Nullable MatrixCells cells,
        @Nullable MatrixGroups groups) {
    /** How many clients have a column each, and how many groups when there are more clients. */
    public static final int MOST_COLUMNS = 30;

    public Matrix {
        rows = List.copyOf(rows);
        if ((cells == null) == (groups == null)) {
            throw new IllegalArgumentException("A matrix has either cells or groups");
        }
    }

    /**
     * Visits each client and each of its models once.
     *
     * @param by the key of the label that makes the groups; without one, the key that most clients have, of
     *     those that make no more than {@link #MOST_COLUMNS} groups if there are such
     */
    public static Matrix of(List<CatalogModel> rows, List<ClientSnapshot> clients, Optional<String> by, long nowNanos) {
        if (clients.size() > MOST_COLUMNS) {
            return new Matrix(rows, clients.size(), null, MatrixGroups.of(rows, clients, by, nowNanos));
        }
        List<ClientSnapshot> columns = clients.stream()
                .sorted(Comparator.comparing(ClientSnapshot::id))
                .toList();
        return new Matrix(rows, clients.size(), MatrixCells.of(rows, columns, nowNanos), null);
    }
}
