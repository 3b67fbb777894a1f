package dev.millrace.audit.log;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.export.SaltedContent;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * An entry as it is kept.
 *
 * @param leaf canonical JSON of the event's metadata
 * @param content salt and digest of the event's type and data; empty once it is erased
 */
public record LoggedEntry(long seq, Buffer leaf, Hash leafHash, Optional<SaltedContent> content) {}
