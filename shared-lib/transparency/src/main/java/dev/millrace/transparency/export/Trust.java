package dev.millrace.transparency.export;

import dev.millrace.transparency.note.VerifierKey;
import java.util.List;

/** Whose signatures a verifier believes. */
public sealed interface Trust {

    /** These keys, which came to the caller on another way than the export. */
    record Keys(List<VerifierKey> keys) implements Trust {
        public Keys {
            keys = List.copyOf(keys);
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("Name at least one verifier key to trust");
            }
        }
    }

    /**
     * The key that the export itself names. This finds accidents, and edits by people without the log's key; it does
     * not find a log that was forged as a whole.
     */
    record KeyInExport() implements Trust {}

    static Trust key(VerifierKey key) {
        return new Keys(List.of(key));
    }

    /** The keys to ask about an export with that header. */
    default List<VerifierKey> keysFor(ExportHeader header) {
        return switch (this) {
            case Keys(var keys) -> keys;
            case KeyInExport() -> List.of(header.verifierKey());
        };
    }
}
