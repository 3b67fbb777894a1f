package dev.millrace.transparency.export;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.note.Checkpoint;
import java.util.List;

/** What verifying an export came to. */
public sealed interface Verification {

    /**
     * Every entry is what the log signed, in its order, and none is missing.
     *
     * @param checkpoints those that hold, by size; the last is the export's own
     * @param contents entries whose content was there and is what the log committed to; the others are erased or had none
     */
    record Intact(long size, Hash root, List<Checkpoint> checkpoints, long contents) implements Verification {
        public Intact {
            checkpoints = List.copyOf(checkpoints);
        }
    }

    /** The first thing that was found to be wrong. Signatures come first, then the entries in their order. */
    sealed interface Broken extends Verification {

        /** A line cannot be understood; the first line is 1. */
        record MalformedLine(long line, String reason) implements Broken {}

        /** None of the trusted keys signed a checkpoint. */
        record UnknownKey(Checkpoint checkpoint, List<String> signers) implements Broken {
            public UnknownKey {
                signers = List.copyOf(signers);
            }
        }

        /** A checkpoint's signature in the name of a trusted key is not that key's. */
        record BadSignature(Checkpoint checkpoint, String verifierKey) implements Broken {}

        /** An earlier checkpoint belongs to another log. */
        record OtherLog(Checkpoint earlier, String origin) implements Broken {}

        /** The log signed two different roots for one size: it told two stories. */
        record SplitView(Checkpoint one, Checkpoint other) implements Broken {}

        /** An entry is missing, there twice, or in the wrong place. */
        record OutOfSequence(long line, long expected, long found) implements Broken {}

        /**
         * The end is missing.
         *
         * @param entries how many the export has or claims to have
         * @param signed how many a checkpoint proves there were
         */
        record CutOff(long entries, long signed) implements Broken {}

        /** There are entries behind those that the checkpoint covers. */
        record BeyondCheckpoint(long line, long signed) implements Broken {}

        /**
         * An entry was edited, replaced or moved, with its number made to fit.
         *
         * @param from size up to which the entries are known to be intact; 0 when none are
         * @param to size at which the root is not the signed one: a changed entry has a number from {@code from} on and
         *     below {@code to}
         */
        record Edited(long from, long to, Hash signed, Hash found) implements Broken {}

        /** An entry's content is not what its leaf commits to. */
        record ContentDiffers(long seq) implements Broken {}
    }

    /** A sentence for people. */
    default String sentence() {
        return switch (this) {
            case Intact it ->
                "Intact: %d entries, root %s, %d checkpoints hold, %d contents checked."
                        .formatted(it.size(), it.root(), it.checkpoints().size(), it.contents());
            case Broken.MalformedLine it -> "Line %d %s.".formatted(it.line(), it.reason());
            case Broken.UnknownKey it ->
                "The checkpoint of size %d is signed by %s, and by no trusted key."
                        .formatted(it.checkpoint().size(), it.signers());
            case Broken.BadSignature it ->
                "The signature of the checkpoint of size %d is not by %s."
                        .formatted(it.checkpoint().size(), it.verifierKey());
            case Broken.OtherLog it ->
                "The checkpoint of size %d is of the log %s, the export of the log %s."
                        .formatted(it.earlier().size(), it.earlier().origin(), it.origin());
            case Broken.SplitView it ->
                "The log signed two roots for size %d: %s and %s."
                        .formatted(it.one().size(), it.one().root(), it.other().root());
            case Broken.OutOfSequence it ->
                "Line %d should be entry %d and is entry %d.".formatted(it.line(), it.expected(), it.found());
            case Broken.CutOff it ->
                "The end is cut off: here are %d entries, the log had signed %d.".formatted(it.entries(), it.signed());
            case Broken.BeyondCheckpoint it ->
                "Line %d is an entry beyond the %d that the checkpoint covers.".formatted(it.line(), it.signed());
            case Broken.Edited it ->
                "At least one of the entries %d to %d was changed: their root is %s, the log had signed %s."
                        .formatted(it.from(), it.to() - 1, it.found(), it.signed());
            case Broken.ContentDiffers it -> "The content of entry %d was changed.".formatted(it.seq());
        };
    }
}
