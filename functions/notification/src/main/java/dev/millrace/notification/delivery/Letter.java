package dev.millrace.notification.delivery;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.NotificationEvent.Severity;
import dev.millrace.notification.message.Message;
import dev.millrace.notification.message.Note;
import java.util.List;
import java.util.UUID;

/**
 * A message on its way to one target.
 *
 * @param key the same each time that it is sent to this target: the natural key by which the far side can tell
 * @param notes what it tells
 */
public record Letter(UUID key, TenantId tenant, Message message, List<Note> notes) {

    public Letter {
        notes = List.copyOf(notes);
    }

    public Severity severity() {
        return Note.severityOf(notes);
    }
}
