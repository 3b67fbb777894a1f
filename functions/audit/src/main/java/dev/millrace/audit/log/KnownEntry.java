package dev.millrace.audit.log;

import dev.millrace.transparency.Hash;
import java.util.Optional;

/**
 * An event that is in the log already, or earlier in the batch.
 *
 * @param digest empty once it is erased
 */
record KnownEntry(long seq, Optional<Hash> digest) {

    /** An erased entry cannot be told from another with its name any more, and counts as the same. */
    Appended judge(AuditedEvent event) {
        return digest.isEmpty() || digest.get().equals(event.digest())
                ? new Appended.Entry(seq)
                : new Appended.OtherContent(seq);
    }
}
