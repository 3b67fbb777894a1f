package dev.millrace.notification.delivery;

import io.smallrye.mutiny.Uni;

/** What brings letters to targets. */
@FunctionalInterface
public interface Carrier {

    /** Never fails: whatever goes wrong is an outcome. It takes no longer than the room's patience. */
    Uni<Outcome> carry(Target target, Letter letter);
}
