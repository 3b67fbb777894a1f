package dev.millrace.approval;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.ApprovalEvent.Origin;
import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who looked at a question and what people did about it: the tables {@code votes}, {@code acts} and {@code views}. */
@Singleton
public class Ledger {

    private static final String USED = "SELECT 1 FROM acts WHERE tenant = $1 AND approval = $2 AND form = $3 LIMIT 1";
    private static final String ACT = """
        INSERT INTO acts (tenant, approval, form, event, person, result, means, address, agent, cast_at, kind, approves,
          comment, recipient)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)""";
    private static final String VOTE = """
        INSERT INTO votes (tenant, approval, person, name, approves, comment, cast_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)""";
    private static final String RETRACT = "DELETE FROM votes WHERE tenant = $1 AND approval = $2 AND person = $3";
    private static final String VIEW = """
        INSERT INTO views (tenant, approval, person, hour, times, last_at, address, agent, told)
        VALUES ($1, $2, $3, $4, 1, $5, $6, $7, false)
        ON CONFLICT (tenant, approval, person, hour) DO UPDATE
          SET times = views.times + 1, last_at = excluded.last_at
        RETURNING told""";
    private static final String TOLD = """
        UPDATE views SET told = true WHERE tenant = $1 AND approval = $2 AND person = $3 AND hour = $4""";
    private static final String ACTS = """
        SELECT person, kind, approves, comment, recipient, result, means, address, agent, cast_at FROM acts
        WHERE tenant = $1 AND approval = $2 ORDER BY number""";
    private static final String VIEWS = """
        SELECT person, hour, times, last_at, address, agent FROM views
        WHERE tenant = $1 AND approval = $2 ORDER BY hour, person""";

    private final Database database;

    Ledger(Database database) {
        this.database = database;
    }

    /**
     * Something that somebody did about a question.
     *
     * @param kind {@code vote}, {@code delegation} or {@code retraction}
     * @param approves null unless it is a vote
     * @param to to whom a say was to be handed on; null unless it is a delegation
     * @param result what came of it
     */
    public record Act(
            String person,
            String kind,
            @Nullable Boolean approves,
            @Nullable String comment,
            @Nullable String to,
            String result,
            String means,
            Origin origin,
            Instant at) {}

    /** Looks of one person within an hour. */
    public record View(String person, Instant hour, int times, Instant lastAt, Origin origin) {}

    /** Everything that people did. */
    public record Trail(List<Act> acts, List<View> views) {

        public Trail {
            acts = List.copyOf(acts);
            views = List.copyOf(views);
        }
    }

    public Uni<Trail> trail(TenantId tenant, UUID approval) {
        Tuple key = Tuple.of(tenant.value(), approval);
        return database.inTenant(
                tenant,
                connection -> connection
                        .preparedQuery(ACTS)
                        .execute(key)
                        .chain(acts -> connection
                                .preparedQuery(VIEWS)
                                .execute(key)
                                .map(views -> new Trail(
                                        acts.stream().map(Ledger::act).toList(),
                                        views.stream().map(Ledger::view).toList()))));
    }

    /**
     * Notes that somebody looks.
     *
     * @return whether the broker must still be told of this hour
     */
    public Uni<Boolean> look(Approval approval, String person, Origin origin, Instant now) {
        Tuple values = hour(approval, person, now)
                .addValue(ApprovalRows.time(now))
                .addValue(origin.address())
                .addValue(origin.agent());
        return database.inTenant(
                        approval.tenant(),
                        connection -> connection.preparedQuery(VIEW).execute(values))
                .map(rows -> !rows.iterator().next().getBoolean("told"));
    }

    public Uni<Void> told(Approval approval, String person, Instant now) {
        return database.inTenant(
                        approval.tenant(),
                        connection -> connection.preparedQuery(TOLD).execute(hour(approval, person, now)))
                .replaceWithVoid();
    }

    /** Whether something was done with a form, whatever came of it. */
    public Uni<Boolean> isUsed(Approval approval, String form) {
        return database.inTenant(approval.tenant(), connection -> isUsed(connection, approval, form));
    }

    Uni<Boolean> isUsed(SqlConnection connection, Approval approval, String form) {
        return connection
                .preparedQuery(USED)
                .execute(Tuple.of(approval.tenant().value(), approval.id(), form))
                .map(rows -> rows.size() > 0);
    }

    Uni<Void> act(SqlConnection connection, Approval approval, Event<?> event, ApprovalEvent.Act act, String result) {
        Tuple values = Tuple.tuple()
                .addValue(approval.tenant().value())
                .addValue(approval.id())
                .addValue(act.form())
                .addValue(event.id().value())
                .addValue(act.person())
                .addValue(result)
                .addValue(act.means().name())
                .addValue(act.origin().address())
                .addValue(act.origin().agent())
                .addValue(ApprovalRows.time(event.time()));
        Tuple what = switch (act) {
            case ApprovalEvent.VoteRequested vote ->
                values.addValue("vote")
                        .addValue(vote.approves())
                        .addValue(vote.comment())
                        .addValue(null);
            case ApprovalEvent.DelegationRequested wish ->
                values.addValue("delegation").addValue(null).addValue(null).addValue(wish.to());
            case ApprovalEvent.RetractionRequested wish ->
                values.addValue("retraction").addValue(null).addValue(null).addValue(null);
        };
        return connection.preparedQuery(ACT).execute(what).replaceWithVoid();
    }

    Uni<Void> retract(SqlConnection connection, Approval approval, String person) {
        return connection
                .preparedQuery(RETRACT)
                .execute(Tuple.of(approval.tenant().value(), approval.id(), person))
                .replaceWithVoid();
    }

    Uni<Void> vote(SqlConnection connection, Approval approval, String person, Approver.Vote vote) {
        Tuple values = Tuple.tuple()
                .addValue(approval.tenant().value())
                .addValue(approval.id())
                .addValue(person)
                .addValue(vote.by())
                .addValue(vote.approves())
                .addValue(vote.comment())
                .addValue(ApprovalRows.time(vote.at()));
        return connection.preparedQuery(VOTE).execute(values).replaceWithVoid();
    }

    private static Tuple hour(Approval approval, String person, Instant now) {
        return Tuple.tuple()
                .addValue(approval.tenant().value())
                .addValue(approval.id())
                .addValue(person)
                .addValue(ApprovalRows.time(now.truncatedTo(ChronoUnit.HOURS)));
    }

    private static Act act(Row row) {
        return new Act(
                row.getString("person"),
                row.getString("kind"),
                row.getBoolean("approves"),
                row.getString("comment"),
                row.getString("recipient"),
                row.getString("result"),
                row.getString("means"),
                origin(row),
                ApprovalRows.time(row, "cast_at"));
    }

    private static View view(Row row) {
        return new View(
                row.getString("person"),
                ApprovalRows.time(row, "hour"),
                row.getInteger("times"),
                ApprovalRows.time(row, "last_at"),
                origin(row));
    }

    private static Origin origin(Row row) {
        return new Origin(row.getString("address"), row.getString("agent"));
    }
}
