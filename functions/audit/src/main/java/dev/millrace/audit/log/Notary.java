package dev.millrace.audit.log;

import dev.millrace.transparency.note.Checkpoint;
import dev.millrace.transparency.note.SignedCheckpoint;
import dev.millrace.transparency.note.SigningKey;
import dev.millrace.transparency.note.VerifierKey;
import dev.millrace.transparency.tree.Frontier;
import jakarta.inject.Singleton;

/** Signs what the log is. */
@Singleton
public class Notary {

    private final String origin;
    private final SigningKey key;

    /** Reads the key; an unusable one stops the function at its start. */
    public Notary(AuditConfig config) {
        this.origin = config.origin();
        this.key = SigningKey.parse(config.origin(), config.signingKey());
    }

    public VerifierKey verifierKey() {
        return key.verifierKey();
    }

    SignedCheckpoint sign(Frontier frontier) {
        return SignedCheckpoint.sign(new Checkpoint(origin, frontier.size(), frontier.root()), key);
    }
}
