package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DiffTest {

    private static final String TARGET = "a".repeat(40);
    private static final String HEAD = "b".repeat(40);

    /** Worked out with printf and sha256sum. */
    @Test
    void digestIsThatOfTargetHeadAndEachPathWithItsBlob() {
        assertThat(new Diff("1".repeat(40), "2".repeat(40), blobs("a", "3".repeat(40))).digest())
                .isEqualTo(new Digest("550ad7d54294386bedb40895f6c348b63d65bcd784721fcb2b4745ac376d582c"));
    }

    @Test
    void digestDoesNotDependOnTheOrderOfThePaths() {
        assertThat(new Diff(TARGET, HEAD, blobs("a", "1", "b", "2")).digest())
                .isEqualTo(new Diff(TARGET, HEAD, blobs("b", "2", "a", "1")).digest());
    }

    @Test
    void digestChangesWithEachPart() {
        // Given
        List<Diff> diffs = List.of(
                new Diff(TARGET, HEAD, blobs("a", "1")),
                new Diff(HEAD, HEAD, blobs("a", "1")),
                new Diff(TARGET, TARGET, blobs("a", "1")),
                new Diff(TARGET, HEAD, blobs("b", "1")),
                new Diff(TARGET, HEAD, blobs("a", "2")),
                new Diff(TARGET, HEAD, blobs("a", "")),
                new Diff(TARGET, HEAD, blobs()));

        // Then
        assertThat(diffs.stream().map(Diff::digest).distinct()).hasSize(diffs.size());
    }

    @Test
    void saysWhatACommitIs() {
        assertThatThrownBy(() -> new Diff("main", HEAD, blobs()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'main'");
    }

    private static SortedMap<String, String> blobs(String... pathsAndBlobs) {
        var blobs = new TreeMap<String, String>();
        for (int i = 0; i < pathsAndBlobs.length; i += 2) {
            blobs.put(pathsAndBlobs[i], pathsAndBlobs[i + 1]);
        }
        return blobs;
    }
}
