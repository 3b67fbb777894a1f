package dev.millrace.transparency.export;

import dev.millrace.transparency.note.Checkpoint;
import dev.millrace.transparency.note.SignatureCheck;
import dev.millrace.transparency.note.SignedCheckpoint;
import dev.millrace.transparency.note.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Verifies exports offline. Against the signature in the export alone, it shows that the file is what the log's key
 * signed last. Against earlier checkpoints that somebody kept, it also shows that the holder of the key did not rewrite
 * or shorten the log since.
 */
public final class Verifier {

    private final Trust trust;
    private final List<SignedCheckpoint> earlier;

    /**
     * Combines what the caller knows for sure.
     *
     * @param earlier checkpoints of the same log that the caller kept, in any order; they must be signed as well
     */
    public Verifier(Trust trust, List<SignedCheckpoint> earlier) {
        this.trust = trust;
        this.earlier = List.copyOf(earlier);
    }

    /**
     * Reads an export to its end, or to the first thing that is wrong, in constant memory.
     *
     * @throws IOException only when the stream itself fails
     */
    public Verification verify(InputStream export) throws IOException {
        try {
            var reader = new ExportReader(export);
            List<Checkpoint> checkpoints = checkpoints(reader.header());
            Optional<Verification.Broken> doubt = doubt(reader.header(), checkpoints);
            return doubt.isPresent() ? doubt.get() : new Replay(reader, checkpoints).run();
        } catch (MalformedLineException e) {
            return new Verification.Broken.MalformedLine(e.line(), e.reason());
        }
    }

    /** All that the export has to agree with, by size. */
    private List<Checkpoint> checkpoints(ExportHeader header) {
        return Stream.concat(earlier.stream(), Stream.of(header.checkpoint()))
                .map(SignedCheckpoint::checkpoint)
                .sorted(Comparator.comparingLong(Checkpoint::size))
                .toList();
    }

    /** What is wrong before a single entry is read. */
    private Optional<Verification.Broken> doubt(ExportHeader header, List<Checkpoint> checkpoints) {
        List<VerifierKey> keys = trust.keysFor(header);
        return Stream.of(
                        Stream.concat(Stream.of(header.checkpoint()), earlier.stream())
                                .flatMap(checkpoint -> distrust(checkpoint, keys).stream()),
                        checkpoints.stream()
                                .filter(checkpoint -> !checkpoint.origin().equals(header.origin()))
                                .map(checkpoint -> new Verification.Broken.OtherLog(checkpoint, header.origin())),
                        splitViews(checkpoints),
                        checkpoints.stream()
                                .filter(checkpoint -> checkpoint.size() > header.size())
                                .map(checkpoint -> new Verification.Broken.CutOff(header.size(), checkpoint.size())))
                .flatMap(doubts -> doubts)
                .<Verification.Broken>map(doubt -> doubt)
                .findFirst();
    }

    private static Optional<Verification.Broken> distrust(SignedCheckpoint signed, List<VerifierKey> keys) {
        return switch (signed.verify(keys)) {
            case SignatureCheck.Valid _ -> Optional.empty();
            case SignatureCheck.Forged(var claimed) ->
                Optional.of(new Verification.Broken.BadSignature(signed.checkpoint(), claimed.text()));
            case SignatureCheck.UnknownSigners(var names) ->
                Optional.of(new Verification.Broken.UnknownKey(signed.checkpoint(), names));
        };
    }

    private static Stream<Verification.Broken> splitViews(List<Checkpoint> bySize) {
        return Stream.iterate(1, i -> i < bySize.size(), i -> i + 1)
                .filter(i -> bySize.get(i).size() == bySize.get(i - 1).size())
                .filter(i -> !bySize.get(i).root().equals(bySize.get(i - 1).root()))
                .map(i -> new Verification.Broken.SplitView(bySize.get(i - 1), bySize.get(i)));
    }
}
