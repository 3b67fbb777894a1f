package dev.millrace.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private final Backlog backlog = new Backlog(4);

    @Test
    void handsEachIdOutOnceInItsOrder() throws InterruptedException {
        // Given
        List.of("b", "a", "b").forEach(backlog::add);

        // When
        List<String> taken = backlog.take(10, 0);

        // Then
        assertThat(taken).containsExactly("b", "a");
        assertThat(backlog.take(10, 0)).isEmpty();
    }

    @Test
    void asksForASweepWhenItOverflows() throws InterruptedException {
        // Given
        List.of("a", "b", "c", "d", "e").forEach(backlog::add);
        String whileFull = backlog.sweepsFrom();

        // When
        List<String> taken = backlog.take(3, 0);

        // Then
        assertThat(whileFull).isNull();
        assertThat(taken).hasSize(3);
        assertThat(backlog.sweepsFrom()).isEmpty();
    }

    @Test
    void sweepsPageByPage() {
        // Given
        backlog.sweep();
        backlog.swept("", List.of("a", "b"), false);

        // When
        backlog.swept("b", List.of("c"), true);

        // Then
        assertThat(backlog.sweepsFrom()).isNull();
    }

    @Test
    void aSweepThatIsAskedForMeanwhileBeginsAnew() {
        // Given
        backlog.sweep();
        backlog.swept("", List.of("a"), false);

        // When
        backlog.sweep();
        backlog.swept("a", List.of("b"), true);

        // Then
        assertThat(backlog.sweepsFrom()).isEmpty();
    }
}
