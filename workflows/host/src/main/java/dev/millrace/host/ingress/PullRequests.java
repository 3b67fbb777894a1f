package dev.millrace.host.ingress;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.durable.ingress.Correlation;
import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Which workflow opened which pull request. */
@Singleton
class PullRequests {

    private final Database database;

    PullRequests(Database database) {
        this.database = database;
    }

    Uni<Void> opened(Event<Payload> event, DraftEvent.Opened opened, String instance) {
        return database.inTenant(
                        event.context().tenant(),
                        connection -> connection
                                .preparedQuery(Correlation.PULL_REQUEST_OPENED)
                                .execute(key(event, opened.pullRequest()).addValue(instance)))
                .replaceWithVoid();
    }

    /** @return empty for a pull request that is none of ours */
    Uni<Optional<String>> watcher(Event<Payload> event, PullRequestEvent.Updated updated) {
        return database.inTenant(
                        event.context().tenant(),
                        connection -> connection
                                .preparedQuery(Correlation.PULL_REQUEST_WATCHER)
                                .execute(key(event, updated.pullRequest())))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getString("instance_id")));
    }

    private static Tuple key(Event<Payload> event, PullRequestRef pullRequest) {
        return Tuple.tuple()
                .addValue(event.context().tenant().value())
                .addValue(pullRequest.host())
                .addValue(pullRequest.project())
                .addValue(pullRequest.repository())
                .addValue(pullRequest.number());
    }
}
