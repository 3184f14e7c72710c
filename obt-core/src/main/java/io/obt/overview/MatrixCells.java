package io.obt.overview;

import io.obt.catalog.CatalogModel;
import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.model.InstalledModel;
import io.obt.model.LoadedModel;
import io.obt.model.ModelDescriptor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A letter for each model and client: {@code L} in memory, {@code o} on disk, both with the digest that most clients have;
 * {@code l} and {@code d} the same with another digest; {@code -} not there; {@code ?} there at the last contact, and the
 * client is not in contact.
 *
 * @param rows for each model the letters, one a column
 */
public record MatrixCells(List<Column> columns, List<String> rows) {
    private static final char LOADED = 'L';
    private static final char INSTALLED = 'o';
    private static final char LOADED_OTHER = 'l';
    private static final char INSTALLED_OTHER = 'd';
    private static final char ABSENT = '-';
    private static final char NOT_KNOWN_NOW = '?';

    public MatrixCells {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A client. */
    public record Column(ClientId clientId, ClientStatus status) {}

    static MatrixCells of(List<CatalogModel> models, List<ClientSnapshot> clients, long nowNanos) {
        Filling filling = new Filling(models, clients.size());
        List<Column> columns = clients.stream()
                .map(client -> new Column(client.id(), client.status(nowNanos)))
                .toList();
        for (int i = 0; i < clients.size(); i++) {
            filling.fill(i, clients.get(i), columns.get(i).status());
        }
        return new MatrixCells(
                columns, Arrays.stream(filling.letters).map(String::new).toList());
    }

    private static final class Filling {
        private final List<CatalogModel> models;
        private final Rows rows;
        private final char[][] letters;

        Filling(List<CatalogModel> models, int columns) {
            this.models = models;
            this.rows = new Rows(models);
            this.letters = new char[models.size()][columns];
            for (char[] row : letters) {
                Arrays.fill(row, ABSENT);
            }
        }

        void fill(int column, ClientSnapshot client, ClientStatus status) {
            boolean inContact = status == ClientStatus.ONLINE || status == ClientStatus.DEGRADED;
            for (InstalledModel model : client.client().inventory().models()) {
                rows.at(
                        model.name(),
                        row -> letters[row][column] = !inContact
                                ? NOT_KNOWN_NOW
                                : isAnother(row, model.descriptor()) ? INSTALLED_OTHER : INSTALLED);
            }
            for (LoadedModel model : client.client().loaded()) {
                rows.at(model.name(), row -> {
                    // What is in memory may be older than what is on disk.
                    boolean another = model.digest() == null
                            ? letters[row][column] == INSTALLED_OTHER
                            : isAnother(row, model.digest());
                    letters[row][column] = !inContact ? NOT_KNOWN_NOW : another ? LOADED_OTHER : LOADED;
                });
            }
        }

        private boolean isAnother(int row, ModelDescriptor descriptor) {
            return descriptor.isLocal() && isAnother(row, descriptor.digest());
        }

        // An unknown digest is no other one.
        private boolean isAnother(int row, @Nullable String digest) {
            String usual = models.get(row).usual().map(ModelDescriptor::digest).orElse(null);
            return usual != null && digest != null && !usual.equals(digest);
        }
    }
}
