package dev.millrace.transparency.note;

import java.util.Collection;

/** A checkpoint and the note that carries it with its signatures. */
public record SignedCheckpoint(Checkpoint checkpoint, SignedNote note) {

    public SignedCheckpoint {
        if (!checkpoint.text().equals(note.text())) {
            throw new MalformedNoteException("The note must be about this checkpoint");
        }
    }

    /**
     * Reads a checkpoint in its note, without judging the signatures.
     *
     * @throws MalformedNoteException when this is no note or its text is no checkpoint
     */
    public static SignedCheckpoint parse(String note) {
        var signed = SignedNote.parse(note);
        return new SignedCheckpoint(Checkpoint.parse(signed.text()), signed);
    }

    public static SignedCheckpoint sign(Checkpoint checkpoint, SigningKey key, SigningKey... others) {
        return new SignedCheckpoint(checkpoint, SignedNote.sign(checkpoint.text(), key, others));
    }

    public SignatureCheck verify(Collection<VerifierKey> trusted) {
        return note.verify(trusted);
    }

    /** The form that {@link #parse} reads. */
    public String format() {
        return note.format();
    }
}
