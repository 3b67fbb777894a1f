package dev.millrace.notification.delivery;

import dev.millrace.contracts.NameUuid;
import dev.millrace.notification.message.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Notes that one target gets together. */
public record Parcel(Target target, List<Note> notes) {

    public Parcel {
        notes = List.copyOf(notes);
    }

    /** Follows from the notes and the target alone, so that it is the same after a crash. */
    UUID key() {
        List<String> words = new ArrayList<>();
        words.add(target.channel());
        words.add(Objects.requireNonNullElse(target.recipient(), ""));
        notes.forEach(note -> words.add(note.id().toString()));
        return NameUuid.of(words.toArray(String[]::new));
    }
}
