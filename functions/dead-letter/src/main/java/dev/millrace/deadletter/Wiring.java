package dev.millrace.deadletter;

import dev.millrace.contracts.Catalogue;
import dev.millrace.platform.database.Retention;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What this room asks of others: who handles which command, and that settled letters are forgotten after 30 days. */
@Singleton
class Wiring {

    @Produces
    @Singleton
    Handlers handlers() {
        return type -> Catalogue.find(type).flatMap(Catalogue.Entry::handler);
    }

    @Produces
    @Singleton
    Retention settledLetters() {
        return new Retention("forget_dead_letters");
    }
}
