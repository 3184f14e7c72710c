package io.obt.overview;

import io.obt.catalog.CatalogModel;
import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import java.util.Arrays;
import java.util.List;

/**
 * A letter for each model and client: {@code L} in memory, {@code o} on disk, both with the digest that most clients have;
 * {@code l} and {@code d} the same with another digest; {@code c} a cloud stub, which is no copy; {@code -} not there;
 * {@code ?} there at the last contact, and the client is not in contact.
 *
 * @param rows for each model the letters, one a column
 */
public record MatrixCells(List<Column> columns, List<String> rows) {
    private static final char ABSENT = '-';

    public MatrixCells {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A client. */
    public record Column(ClientId clientId, ClientStatus status) {}

    static MatrixCells of(List<CatalogModel> models, List<ClientSnapshot> clients, long nowNanos) {
        Rows rows = new Rows(models);
        char[][] letters = new char[models.size()][clients.size()];
        for (char[] row : letters) {
            Arrays.fill(row, ABSENT);
        }
        for (int i = 0; i < clients.size(); i++) {
            int column = i;
            rows.of(clients.get(i), nowNanos).forEach((row, holding) -> letters[row][column] = holding.letter());
        }
        List<Column> columns = clients.stream()
                .map(client -> new Column(client.id(), client.status(nowNanos)))
                .toList();
        return new MatrixCells(columns, Arrays.stream(letters).map(String::new).toList());
    }
}
