package dev.millrace.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeLockTest {

    @TempDir
    private Path data;

    @Test
    void namesTheProcessThatHoldsTheDataDirectory() {
        try (var held = RuntimeLock.take(data)) {
            // Given
            assertThat(held).isNotNull();

            // When / Then
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> RuntimeLock.take(data))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(
                                "in use by process " + ProcessHandle.current().pid());
            }
        }
    }

    @Test
    void isFreeAgainAfterItsHolderHasGone() {
        // Given
        RuntimeLock.take(data).close();

        // When
        try (var next = RuntimeLock.take(data)) {
            // Then
            assertThat(next).isNotNull();
        }
    }

    @Test
    void letsTwoDataDirectoriesBeUsedSideBySide(@TempDir Path other) {
        // When
        try (var mine = RuntimeLock.take(data);
                var theirs = RuntimeLock.take(other)) {
            // Then
            assertThat(mine).isNotSameAs(theirs);
        }
    }
}
