package dev.millrace.audit.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the log is named, signed and written. */
@ConfigMapping(prefix = "millrace.audit")
public interface AuditConfig {

    /** Names the log in its checkpoints, and its key. A log keeps its origin for ever. */
    String origin();

    /** Seed of the Ed25519 key: 32 bytes in base64url. A secret: it comes from the environment. */
    String signingKey();

    /** At most so many events become one transaction. */
    @WithDefault("500")
    int batch();

    /** At most so many events wait for the transaction before theirs; further ones are sent away with 503. */
    @WithDefault("5000")
    int queue();
}
