package io.obt.overview;

import io.obt.catalog.CatalogModel;
import io.obt.client.ClientSnapshot;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How many clients of each group have each model.
 *
 * @param by the key of the label whose values make the groups; null when the statuses do
 * @param groups the biggest ones, those first
 * @param more how many groups there are beyond these
 * @param rows for each model the counts, one a group
 */
public record MatrixGroups(@Nullable String by, List<Group> groups, int more, List<List<Count>> rows) {
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

    /**
     * How many clients of a group have a model.
     *
     * @param installed those in contact that have a copy on disk
     * @param loaded those in contact that have it in memory
     * @param other those in contact that have another digest of it than most clients
     * @param cloud those in contact that have a cloud stub of it, which is no copy
     * @param unknown those out of contact that had it at the last one
     */
    public record Count(int installed, int loaded, int other, int cloud, int unknown) {}

    static MatrixGroups of(
            List<CatalogModel> models, List<ClientSnapshot> clients, Optional<String> asked, long nowNanos) {
        String by = asked.or(() -> commonestKey(clients)).orElse(null);
        Function<ClientSnapshot, @Nullable String> valueOf = by == null
                ? client -> client.status(nowNanos).name()
                : client -> client.client().labels().values().get(by);
        List<Group> all = groups(clients, valueOf);
        List<Group> groups = all.subList(0, Math.min(all.size(), Matrix.MOST_COLUMNS));
        Counting counting = new Counting(models, groups);
        clients.forEach(client -> counting.add(valueOf.apply(client), client, nowNanos));
        return new MatrixGroups(by, groups, all.size() - groups.size(), counting.rows());
    }

    // One whose groups all have a place, if there is one.
    private static Optional<String> commonestKey(List<ClientSnapshot> clients) {
        Map<String, Key> keys = new TreeMap<>(); // so that of equal ones it is always the same
        for (ClientSnapshot client : clients) {
            client.client()
                    .labels()
                    .values()
                    .forEach((key, value) ->
                            keys.computeIfAbsent(key, name -> new Key()).add(value));
        }
        return keys.entrySet().stream()
                .min(Comparator.comparing((Map.Entry<String, Key> each) ->
                                each.getValue().groups(clients.size()) > Matrix.MOST_COLUMNS)
                        .thenComparing(each -> -each.getValue().clients))
                .map(Map.Entry::getKey);
    }

    private static final class Key {
        private final Set<String> values = new HashSet<>();
        private int clients;

        void add(String value) {
            values.add(value);
            clients++;
        }

        int groups(int all) {
            return values.size() + (clients < all ? 1 : 0);
        }
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
                .toList();
    }

    private static final class Counting {
        private final Map<@Nullable String, Integer> places = new HashMap<>();
        private final Rows rows;
        private final Tally[][] tallies;

        Counting(List<CatalogModel> models, List<Group> groups) {
            groups.forEach(group -> places.put(group.value(), places.size()));
            this.rows = new Rows(models);
            this.tallies = new Tally[models.size()][groups.size()];
            for (Tally[] row : tallies) {
                Arrays.setAll(row, group -> new Tally());
            }
        }

        void add(@Nullable String value, ClientSnapshot client, long nowNanos) {
            Integer group = places.get(value);
            if (group != null) {
                rows.of(client, nowNanos).forEach((row, holding) -> tallies[row][group].add(holding));
            }
        }

        List<List<Count>> rows() {
            return Arrays.stream(tallies)
                    .map(row -> Arrays.stream(row).map(Tally::count).toList())
                    .toList();
        }
    }

    private static final class Tally {
        private int installed;
        private int loaded;
        private int other;
        private int cloud;
        private int unknown;

        void add(Holding holding) {
            if (!holding.inContact()) {
                unknown++;
                return;
            }
            installed += holding.installed() ? 1 : 0;
            loaded += holding.loaded() ? 1 : 0;
            other += holding.another() ? 1 : 0;
            cloud += holding.cloud() ? 1 : 0;
        }

        Count count() {
            return new Count(installed, loaded, other, cloud, unknown);
        }
    }
}
