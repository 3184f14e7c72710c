package io.obt.registry;

import java.util.Random;

/** Random schedules that can be repeated: a failure names its seed. */
final class Seeds {
    /** What to do with the randomness of one seed. */
    @FunctionalInterface
    interface Schedule {
        void run(Random random);
    }

    private Seeds() {}

    /** Runs {@code schedule} with the seeds from 1 to {@code count}; the first failure names its seed. */
    static void each(int count, Schedule schedule) {
        for (long seed = 1; seed <= count; seed++) {
            try {
                schedule.run(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("With seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
