package io.obt.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.ClientStatus;
import io.obt.client.Condition;
import io.obt.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random schedules, compared with a model that writes down a letter for each second. */
final class HistoryModelTest {
    private static final int SCHEDULES = 300;
    private static final Map<ClientStatus, EventType> EVENTS = Map.of(
            ClientStatus.ONLINE, EventType.CLIENT_ONLINE,
            ClientStatus.DEGRADED, EventType.CLIENT_DEGRADED,
            ClientStatus.OFFLINE, EventType.CLIENT_OFFLINE,
            ClientStatus.LEFT, EventType.CLIENT_LEFT);

    /** One client of one server: what happens, and what each second was. */
    private static final class Schedule {
        private final Past past = new Past();
        private final StringBuilder seconds = new StringBuilder();
        private final Random random;
        private char now = '-';
        private long since;
        private long lastEvent;

        Schedule(Random random) {
            this.random = random;
            happens(EventType.SERVER_STARTED);
            change(ClientStatus.ONLINE);
            for (int i = 0; i < 40; i++) {
                pass();
                step();
            }
            if (now == '-') {
                register();
            }
            pass();
        }

        private void step() {
            switch (random.nextInt(8)) {
                case 0 -> {
                    happens(EventType.SERVER_STOPPED);
                    absent(pass());
                    happens(EventType.SERVER_STARTED);
                }
                case 1 -> {
                    absent(seconds.length() - lastEvent);
                    happens(EventType.SERVER_STARTED);
                }
                case 2 -> {
                    int length = pass();
                    absent(length);
                    past.paused(seconds.length(), length);
                    lastEvent = seconds.length();
                }
                case 3 -> happens(EventType.MODEL_LOADED);
                case 4 -> register();
                case 5 -> {
                    if (now == 'X' || now == 'L') {
                        happens(EventType.CLIENT_FORGOTTEN);
                        now = '-';
                    }
                }
                default -> {
                    if (now != '-') {
                        change(ClientStatus.values()[List.of(0, 1, 3, 4).get(random.nextInt(4))]);
                    }
                }
            }
        }

        private int pass() {
            int length = random.nextInt(random.nextBoolean() ? 20 : 4_000);
            seconds.append(String.valueOf(now).repeat(length));
            return length;
        }

        private void absent(long length) {
            int end = seconds.length();
            seconds.replace((int) (end - length), end, "N".repeat((int) length));
        }

        private void happens(EventType type) {
            past.add(seconds.length(), type);
            lastEvent = seconds.length();
        }

        private void register() {
            happens(EventType.CLIENT_REGISTERED);
            if (now == '-' || now == 'X' || now == 'L') {
                now = 'D';
                since = seconds.length();
            }
        }

        private void change(ClientStatus status) {
            char next = PastStatus.of(status).letter();
            happens(EVENTS.get(status));
            since = next == now ? since : seconds.length();
            now = next;
        }

        Condition condition() {
            ClientStatus status = EVENTS.keySet().stream()
                    .filter(one -> PastStatus.of(one).letter() == now)
                    .findFirst()
                    .orElseThrow();
            return Past.condition(status, since);
        }

        Instant end() {
            return Past.START.plusSeconds(seconds.length());
        }

        String secondsFrom(int from) {
            return seconds.substring(from);
        }

        String slots() {
            // What was before the beginning nobody knows; what is now is a part of the last slot, with no length.
            int currentSlot = seconds.length() / 1_800;
            String padded = "-".repeat(48 * 1_800) + seconds;
            StringBuilder letters = new StringBuilder();
            for (int slot = currentSlot + 1; slot <= currentSlot + 48; slot++) {
                String part = padded.substring(slot * 1_800, Math.min(padded.length(), (slot + 1) * 1_800));
                letters.append(letter(slot == currentSlot + 48 ? part + now : part));
            }
            return letters.toString();
        }

        private static char letter(String part) {
            if (part.chars().filter(one -> one == 'N').count() > 900) {
                return 'N';
            }
            return (char) "XDLON-"
                    .chars()
                    .filter(one -> part.indexOf(one) >= 0)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String expanded(List<Span> spans) {
        StringBuilder seconds = new StringBuilder();
        spans.forEach(span -> seconds.append(String.valueOf(span.status().letter())
                .repeat((int) (span.to().getEpochSecond() - span.from().getEpochSecond()))));
        return seconds.toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void spansAndSlotsAreThoseOfTheModel(boolean readInPart) {
        for (int seed = 1; seed <= SCHEDULES; seed++) {
            Random random = new Random(seed);
            Schedule schedule = new Schedule(random);
            History history = schedule.past.history(readInPart ? random.nextInt(schedule.past.count()) : 0, 1_000);
            int from = random.nextInt(schedule.seconds.length());

            List<Span> spans = history.spans(
                    Past.DESK,
                    schedule.condition(),
                    Past.START.plusSeconds(from),
                    schedule.end().plusNanos(1));
            assertThat(expanded(spans)).as("seed %d", seed).isEqualTo(schedule.secondsFrom(from));
            for (int i = 1; i < spans.size(); i++) {
                assertThat(spans.get(i).from())
                        .as("seed %d", seed)
                        .isEqualTo(spans.get(i - 1).to());
                assertThat(spans.get(i).status())
                        .as("seed %d", seed)
                        .isNotEqualTo(spans.get(i - 1).status());
            }
            assertThat(history.slots(Past.DESK, schedule.condition(), schedule.end()))
                    .as("seed %d", seed)
                    .isEqualTo(schedule.slots());
        }
    }
}
