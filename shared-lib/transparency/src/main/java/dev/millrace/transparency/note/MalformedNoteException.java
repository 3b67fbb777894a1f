package dev.millrace.transparency.note;

/** A note, checkpoint or key is not written as its specification demands. The message names what is wrong. */
public final class MalformedNoteException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    MalformedNoteException(String message) {
        super(message);
    }
}
