package dev.millrace.host.ingress;

import dev.millrace.platform.database.Retention;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What this room asks of the kit: that builds of others are forgotten. */
@Singleton
class Wiring {

    @Produces
    @Singleton
    Retention completedBuilds() {
        return new Retention("forget_completed_builds");
    }
}
