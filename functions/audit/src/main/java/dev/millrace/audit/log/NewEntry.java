package dev.millrace.audit.log;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.export.SaltedContent;
import io.vertx.core.buffer.Buffer;

/** An entry that is about to be written. */
record NewEntry(long seq, AuditedEvent event, Buffer leaf, Hash leafHash, SaltedContent content) {}
