package io.obt.overview;

import io.obt.catalog.CatalogModel;
import io.obt.client.Client;
import io.obt.client.ClientSnapshot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many clients of each group have each model.
 *
 * @param by the key of the label whose values make the groups; null when the statuses do
 * @param groups the biggest ones, those first
 * @param rows for each model the counts, one a group
 */
public record MatrixGroups(@Nullable String by, List<Group> groups, List<List<Count>> rows) {
    private static final Comparator<Group> BIGGEST_FIRST = Comparator.comparingInt(Group::clients)
            .reversed()
            .thenComparing(Group::value, Comparator.nullsLast(Comparator.naturalOrder()));

    public MatrixGroups {
        groups = List.copyOf(groups);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * Clients that are alike.
     *
     * @param value what they have in common; null for those without the label
     * @param clients how many they are
     */
    public record Group(@Nullable String value, int clients) {}

    /** How many clients of a group have a model on disk, and in memory. */
    public record Count(int installed, int loaded) {}

    static MatrixGroups of(
            List<CatalogModel> models, List<ClientSnapshot> clients, Optional<String> asked, long nowNanos) {
        String by = asked.or(() -> commonestKey(clients)).orElse(null);
        Function<ClientSnapshot, @Nullable String> valueOf = by == null
                ? client -> client.status(nowNanos).name()
                : client -> client.client().labels().values().get(by);
        List<Group> groups = groups(clients, valueOf);
        Counting counting = new Counting(models, groups);
        clients.forEach(client -> counting.add(valueOf.apply(client), client.client()));
        return new MatrixGroups(by, groups, counting.rows());
    }

    private static Optional<String> commonestKey(List<ClientSnapshot> clients) {
        Map<String, Integer> keys = new TreeMap<>(); // so that of equal ones it is always the same
        for (ClientSnapshot client : clients) {
            client.client().labels().values().keySet().forEach(key -> keys.merge(key, 1, Integer::sum));
        }
        return keys.entrySet().stream()
                .min(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    private static List<Group> groups(
            List<ClientSnapshot> clients, Function<ClientSnapshot, @Nullable String> valueOf) {
        Map<@Nullable String, Integer> sizes = new HashMap<>();
        for (ClientSnapshot client : clients) {
            sizes.merge(valueOf.apply(client), 1, Integer::sum);
        }
        return sizes.entrySet().stream()
                .map(each -> new Group(each.getKey(), each.getValue()))
                .sorted(BIGGEST_FIRST)
                .limit(Matrix.MOST_COLUMNS)
                .toList();
    }

    private static final class Counting {
        private final Map<@Nullable String, Integer> places = new HashMap<>();
        private final Rows rows;
        private final int[][] installed;
        private final int[][] loaded;

        Counting(List<CatalogModel> models, List<Group> groups) {
            groups.forEach(group -> places.put(group.value(), places.size()));
            this.rows = new Rows(models);
            this.installed = new int[models.size()][groups.size()];
            this.loaded = new int[models.size()][groups.size()];
        }

        void add(@Nullable String value, Client client) {
            Integer group = places.get(value);
            if (group != null) {
                client.inventory().models().forEach(model -> rows.at(model.name(), row -> installed[row][group]++));
                client.loaded().forEach(model -> rows.at(model.name(), row -> loaded[row][group]++));
            }
        }

        List<List<Count>> rows() {
            return IntStream.range(0, installed.length).mapToObj(this::row).toList();
        }

        private List<Count> row(int row) {
            return IntStream.range(0, installed[row].length)
                    .mapToObj(group -> new Count(installed[row][group], loaded[row][group]))
                    .toList();
        }
    }
}
