package dev.millrace.host.ingress;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.TicketEvent;
import dev.millrace.durable.ingress.Correlation;
import dev.millrace.durable.ingress.EventKey;
import dev.millrace.platform.database.Database;
import dev.millrace.platform.database.DatabaseFailures;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** How often a ticket has been reopened. Each time is a workflow of its own; the first generation is 0. */
@Singleton
class Generations {

    private static final Problem TAKEN = Problem.busy("Another event is just reopening this ticket. Come again.");

    private final Database database;

    Generations(Database database) {
        this.database = database;
    }

    Uni<Integer> current(Event<Payload> event) {
        return database.inTenant(
                        event.context().tenant(),
                        connection ->
                                connection.preparedQuery(Correlation.GENERATION).execute(ticket(event)))
                .map(rows -> rows.iterator().next().getInteger("generation"));
    }

    /** The generation that this event began; always the same for the same event. Of two at once one fails with a 409. */
    Uni<Integer> next(Event<Payload> event) {
        return database.inTenant(
                        event.context().tenant(),
                        connection -> connection
                                .preparedQuery(Correlation.NEXT_GENERATION)
                                .execute(ticket(event).addValue(EventKey.of(event))))
                .map(rows -> rows.iterator().next().getInteger("generation"))
                .onFailure(DatabaseFailures::isDuplicate)
                .transform(taken -> new ProblemException(TAKEN));
    }

    private static Tuple ticket(Event<Payload> event) {
        String ticket = ((TicketEvent) event.data()).ticket().toString();
        return Tuple.of(event.context().tenant().value(), ticket);
    }
}
