package dev.millrace.approval;

import dev.millrace.platform.database.Retention;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What this room asks of others: that decided questions are forgotten after 180 days. */
@Singleton
class Wiring {

    @Produces
    @Singleton
    Retention decidedQuestions() {
        return new Retention("forget_approvals");
    }
}
