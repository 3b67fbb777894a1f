package dev.millrace.transparency.export;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.export.Verification.Broken;
import dev.millrace.transparency.note.Checkpoint;
import dev.millrace.transparency.tree.Frontier;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Grows the tree again from the entries of an export and stops at each checkpoint to compare. */
final class Replay {

    private final ExportReader reader;
    private final List<Checkpoint> checkpoints;
    private final Deque<Checkpoint> ahead;
    private Frontier frontier = Frontier.empty();
    private long intact;
    private long contents;

    /** @param checkpoints all believed, by size; the last has the size of the export */
    Replay(ExportReader reader, List<Checkpoint> checkpoints) {
        this.reader = reader;
        this.checkpoints = checkpoints;
        this.ahead = new ArrayDeque<>(checkpoints);
    }

    Verification run() throws IOException, MalformedLineException {
        Optional<Broken> finding = compare();
        while (finding.isEmpty()) {
            Optional<ExportEntry> entry = reader.next();
            if (entry.isEmpty()) {
                return end();
            }
            finding = take(entry.get());
        }
        return finding.get();
    }

    private Optional<Broken> take(ExportEntry entry) throws MalformedLineException {
        long signed = reader.header().size();
        if (entry.seq() != frontier.size()) {
            return Optional.of(new Broken.OutOfSequence(reader.line(), frontier.size(), entry.seq()));
        }
        if (entry.seq() >= signed) {
            return Optional.of(new Broken.BeyondCheckpoint(reader.line(), signed));
        }
        if (!contentHolds(entry)) {
            return Optional.of(new Broken.ContentDiffers(entry.seq()));
        }
        frontier = frontier.append(entry.leafHash());
        contents += entry.content().isPresent() ? 1 : 0;
        return compare();
    }

    private boolean contentHolds(ExportEntry entry) throws MalformedLineException {
        try {
            return entry.contentHolds();
        } catch (IllegalArgumentException e) {
            throw new MalformedLineException(reader.line(), "has content, but no leaf of an event: " + e.getMessage());
        }
    }

    private Optional<Broken> compare() {
        while (!ahead.isEmpty() && ahead.getFirst().size() == frontier.size()) {
            Hash signed = ahead.removeFirst().root();
            Hash found = frontier.root();
            if (!found.equals(signed)) {
                return Optional.of(new Broken.Edited(intact, frontier.size(), signed, found));
            }
            intact = frontier.size();
        }
        return Optional.empty();
    }

    private Verification end() {
        if (frontier.size() < reader.header().size()) {
            return new Broken.CutOff(frontier.size(), reader.header().size());
        }
        return new Verification.Intact(frontier.size(), frontier.root(), checkpoints, contents);
    }
}
