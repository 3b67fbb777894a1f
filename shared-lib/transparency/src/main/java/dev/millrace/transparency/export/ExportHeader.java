package dev.millrace.transparency.export;

import dev.millrace.transparency.note.SignedCheckpoint;
import dev.millrace.transparency.note.VerifierKey;

/**
 * First line of an export.
 *
 * @param verifierKey the key that the log says it signs with; only a hint, since whoever forges a log brings a key
 * @param checkpoint what the export ends with
 */
public record ExportHeader(VerifierKey verifierKey, SignedCheckpoint checkpoint) {

    static final String FORMAT = "millrace-audit-export";
    static final int VERSION = 1;

    public String origin() {
        return checkpoint.checkpoint().origin();
    }

    /** Number of entries that follow. */
    public long size() {
        return checkpoint.checkpoint().size();
    }
}
