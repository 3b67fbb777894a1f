package dev.millrace.notification;

import dev.millrace.platform.database.Retention;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What this room asks of others: that what is settled and what is past is forgotten. */
@Singleton
class Wiring {

    @Produces
    @Singleton
    Retention settled() {
        return new Retention("forget_notifications");
    }
}
