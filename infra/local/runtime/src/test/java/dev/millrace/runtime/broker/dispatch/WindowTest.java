package dev.millrace.runtime.broker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.runtime.broker.event.Event;
import dev.millrace.runtime.broker.store.Parcel;
import dev.millrace.runtime.broker.store.Progress;
import dev.millrace.runtime.broker.store.StoredEvent;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    private static Parcel parcel(long sequence) {
        var event = new Event(Map.of(), Buffer.buffer("0123456789"));
        return new Parcel(new StoredEvent(sequence, Instant.EPOCH, event), "audit", Progress.fresh());
    }

    @Test
    void leavesInTheTableWhatDoesNotFitAndEverythingBehindIt() {
        // Given
        var window = new Window(2, 1_000);
        List.of(1L, 2L, 3L).forEach(sequence -> window.offer(parcel(sequence)));
        window.poll();

        // When
        window.offer(parcel(4));

        // Then
        assertThat(window.isBehind()).isTrue();
        assertThat(window.poll()).isEqualTo(parcel(2));
        assertThat(window.poll()).isNull();
    }

    @Test
    void countsBytesToo() {
        // Given
        var window = new Window(100, 15);

        // When
        List.of(1L, 2L, 3L).forEach(sequence -> window.offer(parcel(sequence)));

        // Then
        assertThat(window.skipped()).isEqualTo(3);
        assertThat(window.room()).isZero();
    }

    @Test
    void takesNothingTwiceWhenAPageIsAheadOfTheNews() {
        // Given
        var window = new Window(10, 1_000);
        window.missed(1);
        window.page(List.of(parcel(1), parcel(2)), true, 1);

        // When
        window.offer(parcel(2));
        window.offer(parcel(3));

        // Then
        assertThat(List.of(window.poll(), window.poll(), window.poll()))
                .isEqualTo(List.of(parcel(1), parcel(2), parcel(3)));
        assertThat(window.poll()).isNull();
    }

    /** Commits, news of them, and pages in any interleaving: every delivery passes once and in order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void passesEverythingOnceAndInOrder(long seed) {
        // Given
        var random = new Random(seed);
        var window = new Window(5, 1_000);
        var table = new TreeSet<Long>();
        var news = new ArrayList<Long>();
        var passed = new ArrayList<Long>();

        // When
        for (long sequence = 1; passed.size() < 500; ) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (sequence <= 500) {
                        table.add(sequence);
                        news.add(sequence++);
                    }
                }
                case 1 -> {
                    if (!news.isEmpty()) {
                        window.offer(parcel(news.removeFirst()));
                    }
                }
                case 2 -> page(window, table, random.nextInt(1, 4));
                default -> {
                    var parcel = window.poll();
                    if (parcel != null) {
                        passed.add(parcel.sequence());
                    }
                }
            }
        }

        // Then
        assertThat(passed).isSorted().doesNotHaveDuplicates().hasSize(500);
    }

    private static void page(Window window, TreeSet<Long> table, int limit) {
        if (window.isBehind() && window.room() > 0) {
            var page = table.tailSet(window.cursor(), false).stream()
                    .limit(limit)
                    .map(WindowTest::parcel)
                    .toList();
            window.page(page, page.size() < limit, window.skipped());
        }
    }
}
