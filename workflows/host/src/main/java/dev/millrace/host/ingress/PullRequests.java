package dev.millrace.host.ingress;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Which workflow opened which pull request. */
@Singleton
class PullRequests {

    private static final String OPENED = """
        INSERT INTO opened_pull_requests (tenant, host, project, repository, number, instance_id)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING""";
    private static final String WATCHER = """
        SELECT instance_id FROM opened_pull_requests
        WHERE tenant = $1 AND host = $2 AND project = $3 AND repository = $4 AND number = $5""";

    private final Database database;

    PullRequests(Database database) {
        this.database = database;
    }

    Uni<Void> opened(Event<Payload> event, DraftEvent.Opened opened, String instance) {
        return database.inTenant(
                        event.context().tenant(),
                        connection -> connection
                                .preparedQuery(OPENED)
                                .execute(key(event, opened.pullRequest()).addValue(instance)))
                .replaceWithVoid();
    }

    /** @return empty for a pull request that is none of ours */
    Uni<Optional<String>> watcher(Event<Payload> event) {
        if (!(event.data() instanceof PullRequestEvent.Updated updated)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return database.inTenant(
                        event.context().tenant(),
                        connection -> connection.preparedQuery(WATCHER).execute(key(event, updated.pullRequest())))
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
