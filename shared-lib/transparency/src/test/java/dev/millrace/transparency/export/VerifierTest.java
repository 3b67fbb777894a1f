package dev.millrace.transparency.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.export.Verification.Broken;
import dev.millrace.transparency.export.Verification.Intact;
import dev.millrace.transparency.note.Checkpoint;
import dev.millrace.transparency.note.SignedCheckpoint;
import dev.millrace.transparency.note.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifierTest {

    private static final int SIZE = 21;
    private static final List<ExportEntry> ENTRIES = SampleLog.entries(SIZE);
    private static final SignedCheckpoint CHECKPOINT = SampleLog.checkpoint(ENTRIES);
    private static final List<String> LINES = SampleLog.lines(ENTRIES);
    private static final Hash ROOT = SampleLog.root(ENTRIES);

    private final Verifier verifier = verifier(List.of());

    @Test
    void honestExportIsIntactWithErasedEntriesAndEarlierCheckpoints() throws IOException {
        // Given
        var verifier = verifier(List.of(at(20), at(0), at(7)));

        // When
        var verification = verifier.verify(SampleLog.stream(LINES));

        // Then
        assertThat(verification)
                .isEqualTo(new Intact(
                        SIZE,
                        ROOT,
                        List.of(at(0).checkpoint(), at(7).checkpoint(), at(20).checkpoint(), CHECKPOINT.checkpoint()),
                        14));
    }

    @Test
    void emptyLogIsIntact() throws IOException {
        assertThat(verifier.verify(SampleLog.stream(SampleLog.lines(List.of()))))
                .isInstanceOf(Intact.class);
    }

    @Test
    void findsEverySingleEdit() throws IOException {
        for (int at = 0; at < SIZE; at++) {
            // Given
            List<ExportEntry> forged = new ArrayList<>(ENTRIES);
            forged.set(at, SampleLog.entry(at, "something else".getBytes(StandardCharsets.UTF_8)));

            // When
            var verification = verifier.verify(export(forged));

            // Then
            assertThat(verification).isEqualTo(new Broken.Edited(0, SIZE, ROOT, SampleLog.root(forged)));
        }
    }

    @Test
    void narrowsAnEditDownBetweenTheCheckpointsAroundIt() throws IOException {
        // Given
        var verifier = verifier(List.of(at(5), at(10), at(15)));
        List<ExportEntry> forged = new ArrayList<>(ENTRIES);
        forged.set(10, SampleLog.entry(10, "something else".getBytes(StandardCharsets.UTF_8)));

        // When
        var verification = verifier.verify(export(forged));

        // Then
        assertThat(verification)
                .isEqualTo(
                        new Broken.Edited(10, 15, at(15).checkpoint().root(), SampleLog.root(forged.subList(0, 15))));
    }

    @Test
    void findsThatTheHolderOfTheKeyRewroteTheLog() throws IOException {
        // Given
        List<ExportEntry> forged = new ArrayList<>(ENTRIES);
        forged.set(3, SampleLog.entry(3, "something else".getBytes(StandardCharsets.UTF_8)));
        List<String> signedAgain = SampleLog.lines(forged);

        // When
        var withoutMemory = verifier.verify(SampleLog.stream(signedAgain));
        var withMemory = verifier(List.of(at(8))).verify(SampleLog.stream(signedAgain));

        // Then
        assertThat(withoutMemory).isInstanceOf(Intact.class);
        assertThat(withMemory).isInstanceOf(Broken.Edited.class);
    }

    @Test
    void findsEverySwap() throws IOException {
        for (int one = 0; one < SIZE; one++) {
            for (int other = one + 1; other < SIZE; other++) {
                List<String> swapped = new ArrayList<>(LINES);
                swapped.set(1 + one, LINES.get(1 + other));
                swapped.set(1 + other, LINES.get(1 + one));

                assertThat(verifier.verify(SampleLog.stream(swapped)))
                        .isEqualTo(new Broken.OutOfSequence(2 + one, one, other));
                assertThat(verifier.verify(SampleLog.stream(renumbered(swapped))))
                        .isInstanceOf(Broken.Edited.class);
            }
        }
    }

    @Test
    void findsEveryDroppedEntry() throws IOException {
        for (int at = 0; at < SIZE; at++) {
            List<String> dropped = new ArrayList<>(LINES);
            dropped.remove(1 + at);

            assertThat(verifier.verify(SampleLog.stream(dropped)))
                    .isEqualTo(
                            at == SIZE - 1
                                    ? new Broken.CutOff(SIZE - 1, SIZE)
                                    : new Broken.OutOfSequence(2 + at, at, at + 1));
            assertThat(verifier.verify(SampleLog.stream(renumbered(dropped))))
                    .isEqualTo(new Broken.CutOff(SIZE - 1, SIZE));
        }
    }

    @Test
    void findsEveryDuplicate() throws IOException {
        for (int at = 0; at < SIZE; at++) {
            List<String> duplicated = new ArrayList<>(LINES);
            duplicated.add(1 + at, LINES.get(1 + at));

            assertThat(verifier.verify(SampleLog.stream(duplicated)))
                    .isEqualTo(new Broken.OutOfSequence(3 + at, at + 1, at));
            assertThat(verifier.verify(SampleLog.stream(renumbered(duplicated))))
                    .isInstanceOf(Broken.class);
        }
    }

    @Test
    void findsEveryCutOffTail() throws IOException {
        for (int size = 0; size < SIZE; size++) {
            assertThat(verifier.verify(SampleLog.stream(LINES.subList(0, 1 + size))))
                    .isEqualTo(new Broken.CutOff(size, SIZE));
        }
    }

    @Test
    void findsATailCutOffByTheHolderOfTheKey() throws IOException {
        // Given
        List<String> shortened = SampleLog.lines(ENTRIES.subList(0, 12));

        // When
        var verification = verifier(List.of(at(13))).verify(SampleLog.stream(shortened));

        // Then
        assertThat(verification).isEqualTo(new Broken.CutOff(12, 13));
    }

    @Test
    void findsEntriesBeyondTheCheckpoint() throws IOException {
        // Given
        List<String> lines = new ArrayList<>(SampleLog.lines(ENTRIES.subList(0, 4)));
        lines.add(LINES.get(5));

        // When
        var verification = verifier.verify(SampleLog.stream(lines));

        // Then
        assertThat(verification).isEqualTo(new Broken.BeyondCheckpoint(6, 4));
    }

    @Test
    void findsChangedContent() throws IOException {
        // Given
        List<ExportEntry> forged = new ArrayList<>(ENTRIES);
        var other = SampleLog.entry(4, "something else".getBytes(StandardCharsets.UTF_8));
        forged.set(4, ExportEntry.of(4, ENTRIES.get(4).leaf(), other.content()));

        // When
        var verification = verifier.verify(export(forged));

        // Then
        assertThat(verification).isEqualTo(new Broken.ContentDiffers(4));
    }

    @Test
    void findsContentThatTheLogNeverCommittedTo() throws IOException {
        // Given
        byte[] leaf = "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);
        List<ExportEntry> entries =
                List.of(ExportEntry.of(0, leaf, ENTRIES.get(0).content()));

        // When
        var verification = verifier.verify(SampleLog.stream(SampleLog.lines(entries)));

        // Then
        assertThat(verification).isEqualTo(new Broken.ContentDiffers(0));
    }

    @Test
    void doesNotTrustTheKeyInTheExportUnlessToldTo() throws IOException {
        // Given
        var stranger = SigningKey.of("stranger.example", new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8
        });
        var cautious = new Verifier(Trust.key(stranger.verifierKey()), List.of());
        var trusting = new Verifier(new Trust.KeyInExport(), List.of());

        // When
        var refused = cautious.verify(SampleLog.stream(LINES));
        var believed = trusting.verify(SampleLog.stream(LINES));

        // Then
        assertThat(refused).isEqualTo(new Broken.UnknownKey(CHECKPOINT.checkpoint(), List.of(SampleLog.ORIGIN)));
        assertThat(believed).isInstanceOf(Intact.class);
    }

    @Test
    void findsABadSignature() throws IOException {
        // Given
        var real = CHECKPOINT.checkpoint();
        var other = new Checkpoint(real.origin(), real.size(), Hash.sha256());
        String note =
                CHECKPOINT.format().replace(real.root().base64(), other.root().base64());
        List<String> lines = SampleLog.lines(SignedCheckpoint.parse(note), ENTRIES);

        // When
        var verification = verifier.verify(SampleLog.stream(lines));

        // Then
        assertThat(verification)
                .isEqualTo(new Broken.BadSignature(
                        other, SampleLog.KEY.verifierKey().text()));
    }

    @Test
    void findsABadSignatureOfAnEarlierCheckpoint() throws IOException {
        // Given
        var forged = SignedCheckpoint.parse(at(9).format().replace("\n9\n", "\n8\n"));

        // When
        var verification = verifier(List.of(forged)).verify(SampleLog.stream(LINES));

        // Then
        assertThat(verification)
                .isEqualTo(new Broken.BadSignature(
                        forged.checkpoint(), SampleLog.KEY.verifierKey().text()));
    }

    @Test
    void findsAnEarlierCheckpointOfAnotherLog() throws IOException {
        // Given
        var other = SampleLog.sign(new Checkpoint("other.example", 3, ROOT), SampleLog.KEY);

        // When
        var verification = verifier(List.of(other)).verify(SampleLog.stream(LINES));

        // Then
        assertThat(verification).isEqualTo(new Broken.OtherLog(other.checkpoint(), SampleLog.ORIGIN));
    }

    @Test
    void findsThatTheLogToldTwoStories() throws IOException {
        // Given
        var other = SampleLog.sign(new Checkpoint(SampleLog.ORIGIN, 7, ROOT), SampleLog.KEY);

        // When
        var verification = verifier(List.of(at(7), other)).verify(SampleLog.stream(LINES));

        // Then
        assertThat(verification).isEqualTo(new Broken.SplitView(at(7).checkpoint(), other.checkpoint()));
    }

    @Test
    void saysEachFindingInASentence() throws IOException {
        var cut = verifier.verify(SampleLog.stream(LINES.subList(0, 3)));
        var empty = verifier.verify(InputStream.nullInputStream());

        assertThat(cut.sentence()).isEqualTo("The end is cut off: here are 2 entries, the log had signed 21.");
        assertThat(empty.sentence()).isEqualTo("Line 1 is missing; an export starts with a header.");
    }

    private static Verifier verifier(List<SignedCheckpoint> earlier) {
        return new Verifier(Trust.key(SampleLog.KEY.verifierKey()), earlier);
    }

    private static SignedCheckpoint at(int size) {
        return SampleLog.checkpoint(ENTRIES.subList(0, size));
    }

    private static InputStream export(List<ExportEntry> forged) {
        return SampleLog.stream(SampleLog.lines(CHECKPOINT, forged));
    }

    private static List<String> renumbered(List<String> lines) {
        List<String> renumbered = new ArrayList<>(List.of(lines.getFirst()));
        for (int seq = 0; seq < lines.size() - 1; seq++) {
            renumbered.add(lines.get(1 + seq).replaceFirst("\"seq\":\\d+", "\"seq\":" + seq));
        }
        return renumbered;
    }
}
