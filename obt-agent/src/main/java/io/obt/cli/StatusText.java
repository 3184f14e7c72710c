package io.obt.cli;

import io.obt.client.ClientStatus;
import io.obt.overview.Attention;
import io.obt.protocol.AttentionMessage.ItemMessage;
import io.obt.protocol.FleetMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A fleet's state in words.
 *
 * <pre>
 * 42 clients: 39 online, 1 degraded, 1 no contact, 1 offline   31 models, 1.2 TB
 * ! gpu-07  degraded    12m  connection refused   On that machine: systemctl status ollama, or ollama serve
 * ! gpu-11  no contact  1m   no contact for 72 s   If it does not come back by itself: …
 * ! llama3.2:latest has 3 different digests on 9 clients   Where it is older: ollama pull llama3.2:latest
 * </pre>
 */
final class StatusText {
    private StatusText() {}

    /** @param tokens whether the server asks agents who they are */
    static List<String> lines(StatusCommand.Status status, boolean tokens) {
        List<String> lines = new ArrayList<>();
        FleetMessage fleet = status.fleet();
        lines.add(clients(fleet.clients()) + "   " + models(fleet.models()) + operations(fleet));
        if (fleet.clients().total() == 0) {
            lines.add("No client yet. On a machine with Ollama: obt agent --server URL"
                    + (tokens ? " --join TOKEN   (the token: join-token in the server's data directory)" : ""));
        }
        if (!fleet.store().available()) {
            lines.add(
                    "! the server cannot keep what it learns: " + fleet.store().detail());
        }
        if (fleet.contactLost() != null) {
            lines.add("! lost contact with " + counted(fleet.contactLost().clients(), "client") + " at once, "
                    + age(fleet.contactLost().since(), fleet.server().serverTime()) + " ago: perhaps the network");
        }
        List<ItemMessage> items = status.attention().items();
        int idWidth = widest(items);
        for (ItemMessage item : items) {
            lines.add("! " + problem(item, idWidth, fleet.server().serverTime())
                    + (item.nextStep() == null ? "" : "   " + item.nextStep()));
        }
        int more = (int) status.attention().total() - items.size();
        if (more > 0) {
            lines.add("! and " + more + " more");
        }
        return lines.stream().map(StatusText::printable).toList();
    }

    private static String problem(ItemMessage item, int idWidth, Instant now) {
        if (item.clientId() == null) {
            return item.model() + " has " + item.reason();
        }
        return String.format(
                Locale.ROOT,
                "%-" + idWidth + "s  %-10s  %-3s  %s",
                item.clientId(),
                word(item.kind()),
                item.since() == null ? "" : age(item.since(), now),
                item.reason());
    }

    private static String clients(FleetMessage.Clients clients) {
        StringBuilder text = new StringBuilder(counted(clients.total(), "client"));
        if (clients.total() == 0) {
            return text.toString();
        }
        text.append(": ").append(clients.online()).append(" online");
        append(text, clients.degraded(), word(ClientStatus.DEGRADED));
        append(text, clients.stale(), word(ClientStatus.STALE));
        append(text, clients.offline(), word(ClientStatus.OFFLINE));
        append(text, clients.left(), word(ClientStatus.LEFT));
        return text.toString();
    }

    private static void append(StringBuilder text, int count, String word) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(word);
        }
    }

    private static String models(FleetMessage.Models models) {
        return counted(models.distinct(), "model")
                + (models.installedBytes() > 0 ? ", " + bytes(models.installedBytes()) : "");
    }

    private static String operations(FleetMessage fleet) {
        int running = fleet.operations().running();
        return running == 0 ? "" : "   " + counted(running, "operation") + " running";
    }

    private static String word(ClientStatus status) {
        return word(status.name());
    }

    private static String word(Attention.Kind kind) {
        return word(kind.name());
    }

    private static String word(String name) {
        return name.equals(ClientStatus.STALE.name()) ? "no contact" : name.toLowerCase(Locale.ROOT);
    }

    private static int widest(List<ItemMessage> items) {
        return items.stream()
                .map(ItemMessage::clientId)
                .filter(Objects::nonNull)
                .mapToInt(String::length)
                .reduce(1, Math::max);
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** How long ago, in the one unit that says most: {@code 40s}, {@code 12m}, {@code 3h}, {@code 5d}. */
    static String age(Instant since, Instant now) {
        long seconds = Math.max(0, Duration.between(since, now).toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + "m";
        }
        return seconds < 86_400 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
    }

    /** Decimal units, as Ollama prints them: {@code 2.0 GB}. */
    static String bytes(long bytes) {
        double amount = bytes;
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
        int unit = 0;
        while (amount >= 1_000 && unit < units.length - 1) {
            amount /= 1_000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, units[unit]);
    }

    // A terminal obeys control characters, those of Unicode included, and names come from strangers.
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
