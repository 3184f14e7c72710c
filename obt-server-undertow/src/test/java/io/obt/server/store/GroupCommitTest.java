package io.obt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.obt.store.StoreUnavailableException;
import io.obt.store.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GroupCommitTest {
    private final ExecutorService writers = Executors.newCachedThreadPool();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch disk = new CountDownLatch(1);

    @AfterEach
    void endWriters() {
        disk.countDown();
        writers.shutdownNow();
    }

    @Test
    void writersThatComeDuringACommitShareTheNextOne() throws Exception {
        List<Integer> written = Collections.synchronizedList(new ArrayList<>());
        List<Integer> atCommit = Collections.synchronizedList(new ArrayList<>());
        try (GroupCommit commits = commits(() -> {
            begun.incrementAndGet();
            atCommit.add(written.size());
            awaitDisk();
        })) {
            List<Future<?>> acknowledged = new ArrayList<>();
            acknowledged.add(writers.submit(() -> commits.write(() -> written.add(0))));
            await().until(() -> begun.get() == 1);
            AtomicInteger asking = new AtomicInteger();
            for (int i = 1; i <= 20; i++) {
                int number = i;
                acknowledged.add(writers.submit(() -> {
                    asking.incrementAndGet();
                    commits.write(() -> written.add(number));
                }));
            }
            await().until(() -> asking.get() == 20);
            assertThat(acknowledged).noneMatch(Future::isDone);
            disk.countDown();

            for (Future<?> one : acknowledged) {
                one.get(10, TimeUnit.SECONDS);
            }
            assertThat(written).hasSize(21);
            // The last of the twenty may have come too late for the second commit, never for the third.
            assertThat(begun).hasValueBetween(2, 3);
            assertThat(atCommit).first().isEqualTo(1);
            assertThat(atCommit).last().isEqualTo(21);
        }
    }

    @Test
    void loneWriterNeverWaitsForCompany() {
        try (GroupCommit commits = commits(begun::incrementAndGet)) {
            for (int i = 0; i < 100; i++) {
                commits.write(() -> {});
            }
            assertThat(begun).hasValue(100);
        }
    }

    @Test
    void nobodyIsToldOfSuccessBeforeTheCommit() throws Exception {
        try (GroupCommit commits = commits(this::awaitDisk)) {
            Future<?> write = writers.submit(() -> commits.write(begun::incrementAndGet));
            await().until(() -> begun.get() == 1);
            assertThat(write.isDone()).isFalse();
            disk.countDown();
            write.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void failedCommitIsToldToItsWritersAndTheNextOneMaySucceed() {
        try (GroupCommit commits = commits(() -> {
            if (begun.incrementAndGet() == 1) {
                throw new IllegalStateException("no space left on device");
            }
        })) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> commits.write(() -> {}))
                    .withMessage("The store's file cannot be written: no space left on device");
            assertThatCode(() -> commits.write(() -> {})).doesNotThrowAnyException();
        }
    }

    @Test
    void commitThatRunsOutOfMemoryStopsNobodyElse() {
        try (GroupCommit commits = commits(() -> {
            if (begun.incrementAndGet() == 1) {
                throw new OutOfMemoryError("as if");
            }
        })) {
            assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> commits.write(() -> {}));
            assertThatCode(() -> commits.write(() -> {})).doesNotThrowAnyException();
        }
    }

    @Test
    void closingFinishesWhatWasAskedForAndRefusesTheRest() throws Exception {
        GroupCommit commits = commits(() -> {
            begun.incrementAndGet();
            awaitDisk();
        });
        Future<?> write = writers.submit(() -> commits.write(() -> {}));
        await().until(() -> begun.get() == 1);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(commits::close, writers);
        disk.countDown();

        write.get(10, TimeUnit.SECONDS);
        closing.get(10, TimeUnit.SECONDS);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> commits.write(() -> {}))
                .withMessage("The store is closed");
        commits.close();
    }

    @Test
    void writersThatComeWhileItClosesAreAllAnswered() throws Exception {
        for (int round = 0; round < 200; round++) {
            GroupCommit commits = commits(() -> {});
            Together.run(3, thread -> {
                if (thread == 0) {
                    commits.close();
                    return;
                }
                try {
                    while (true) {
                        commits.write(() -> {});
                    }
                } catch (StoreUnavailableException e) {
                    assertThat(e).hasMessageContaining("closed");
                }
            });
        }
    }

    @Test
    void closingGivesUpOnADiskThatDoesNotAnswer() {
        GroupCommit commits = commits(this::awaitDisk);
        writers.submit(() -> commits.write(begun::incrementAndGet));
        await().until(() -> begun.get() == 1);
        long start = System.nanoTime();
        commits.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void writerWaitsForADiskNoLongerThanItsPatienceAndWhatHadNotBegunIsNeverWritten() throws Exception {
        List<String> written = Collections.synchronizedList(new ArrayList<>());
        try (GroupCommit commits = new GroupCommit(
                () -> {},
                () -> {
                    begun.incrementAndGet();
                    awaitDisk();
                },
                () -> {},
                Duration.ofMillis(50))) {
            Future<?> first = writers.submit(() -> commits.write(() -> written.add("under way")));
            await().until(() -> begun.get() == 1);
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> commits.write(() -> written.add("waiting")))
                    .withMessage("The store's file cannot be written: the disk has not answered for 0 s");
            assertThatCode(() -> first.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(TimeoutException.class);
            disk.countDown();
            await().untilAsserted(() -> assertThatCode(() -> commits.write(() -> written.add("later")))
                    .doesNotThrowAnyException());
        }
        assertThat(written).startsWith("under way").contains("later").doesNotContain("waiting");
    }

    @Test
    void whatAFailedGroupChangedIsTakenBackBeforeItsWritersAreTold() {
        List<String> told = new ArrayList<>();
        try (GroupCommit commits = new GroupCommit(
                () -> {},
                () -> {
                    throw new IllegalStateException("no space left on device");
                },
                () -> told.add("undone"),
                Duration.ofSeconds(20))) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> commits.write(() -> told.add("changed")));
            assertThat(told).containsExactly("changed", "undone");
        }
    }

    private static GroupCommit commits(Runnable commit) {
        return new GroupCommit(() -> {}, commit, () -> {}, Duration.ofSeconds(20));
    }

    private void awaitDisk() {
        try {
            disk.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
