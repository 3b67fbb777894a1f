package dev.millrace.approval;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.directory.Person;
import dev.millrace.platform.database.Database;
import dev.millrace.platform.rest.Cursor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The questions and who may decide them. Whoever changes one holds its row's lock. */
@Singleton
public class Approvals {

    private static final String INSERT = """
        INSERT INTO approvals (id, tenant, ticket, instance, classification, question, steps, needed, stuck, sign_in,
          state, opened_at, deadline)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)""";
    private static final String FIND =
            "SELECT " + ApprovalRows.COLUMNS + " FROM approvals WHERE tenant = $1 AND id = $2";
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String LIST = "SELECT " + ApprovalRows.COLUMNS + " FROM list_approvals($1, $2, $3, $4, $5)";
    private static final String ASK = """
        INSERT INTO approvers (tenant, approval, person, name, asked_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING""";
    private static final String HAND_ON =
            "UPDATE approvers SET handed_to = $4 WHERE tenant = $1 AND approval = $2 AND person = $3";
    private static final String TAKE_ON = """
        INSERT INTO approvers (tenant, approval, person, name, asked_at, handed_from) VALUES ($1, $2, $3, $4, $5, $6)""";
    private static final String APPROVERS = """
        SELECT a.person, a.name, a.asked_at, a.handed_from, a.handed_to, v.name AS by, v.approves, v.comment, v.cast_at
        FROM approvers a LEFT JOIN votes v USING (tenant, approval, person)
        WHERE a.tenant = $1 AND a.approval = $2 ORDER BY a.asked_at, a.name, a.person""";
    private static final String AMEND =
            "UPDATE approvals SET needed = $3, stuck = $4, sign_in = $5 WHERE tenant = $1 AND id = $2";
    private static final String DECIDE = """
        UPDATE approvals SET state = $3, decided_at = $4, comment = $5
        WHERE tenant = $1 AND id = $2 AND state = 'open'""";

    private final Database database;
    private final ApprovalRows rows;

    Approvals(Database database, ApprovalRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** A question with everybody who may decide it. */
    public record Asked(Approval approval, List<Approver> approvers) {

        public Asked {
            approvers = List.copyOf(approvers);
        }

        public Optional<Approver> approver(String person) {
            return approvers.stream()
                    .filter(approver -> approver.person().equals(person))
                    .findFirst();
        }

        /** How people read of somebody who was asked. */
        public String nameOf(String person) {
            return approver(person).map(Approver::name).orElse(person);
        }

        /** Who has not decided. */
        public List<Approver> silent() {
            return approvers.stream().filter(Approver::isSilent).toList();
        }

        /** How many have a say, said or not. */
        public int voices() {
            return (int) approvers.stream()
                    .filter(approver -> approver.handedTo() == null)
                    .count();
        }
    }

    public Uni<Optional<Asked>> find(TenantId tenant, UUID id) {
        return database.inTenant(tenant, connection -> asked(connection, FIND, tenant, id));
    }

    /** For operators, who know no tenant. */
    public Uni<Optional<TenantId>> tenantOf(UUID id) {
        return database.inTransaction(connection ->
                        connection.preparedQuery("SELECT tenant_of($1)").execute(Tuple.of(id)))
                .map(found -> Optional.ofNullable(found.iterator().next().getString(0))
                        .map(TenantId::new));
    }

    /** Of all tenants, for operators; the newest first. */
    public Uni<List<Approval>> list(ApprovalQuery query) {
        Cursor after = query.after();
        Tuple values = Tuple.tuple()
                .addValue(query.state())
                .addValue(query.tenant())
                .addValue(after == null ? null : ApprovalRows.time(after.at()))
                .addValue(after == null ? null : after.id())
                .addValue(query.limit());
        return database.inTransaction(
                        connection -> connection.preparedQuery(LIST).execute(values))
                .map(found -> found.stream().map(rows::read).toList());
    }

    Uni<Void> insert(SqlConnection connection, Approval approval) {
        return connection.preparedQuery(INSERT).execute(rows.values(approval)).replaceWithVoid();
    }

    /** Waits for whoever else changes the question. */
    Uni<Optional<Asked>> lock(SqlConnection connection, TenantId tenant, UUID id) {
        return asked(connection, LOCK, tenant, id);
    }

    /** Lets these decide as well. */
    Uni<Void> ask(SqlConnection connection, Approval approval, List<Person> people, Instant now) {
        List<Tuple> batch = people.stream()
                .map(person -> Tuple.from(List.of(
                        approval.tenant().value(), approval.id(), person.id(), person.name(), ApprovalRows.time(now))))
                .toList();
        return batch.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(ASK).executeBatch(batch).replaceWithVoid();
    }

    /** Somebody's say becomes somebody else's. */
    Uni<Void> handOn(SqlConnection connection, Approval approval, String from, Person to, Instant now) {
        Tuple taken = key(approval.tenant(), approval.id())
                .addValue(to.id())
                .addValue(to.name())
                .addValue(ApprovalRows.time(now))
                .addValue(from);
        return connection
                .preparedQuery(HAND_ON)
                .execute(key(approval.tenant(), approval.id()).addValue(from).addValue(to.id()))
                .chain(done -> connection.preparedQuery(TAKE_ON).execute(taken))
                .replaceWithVoid();
    }

    Uni<Void> amend(SqlConnection connection, Approval approval) {
        return connection
                .preparedQuery(AMEND)
                .execute(key(approval.tenant(), approval.id())
                        .addValue(approval.needed())
                        .addValue(approval.stuck())
                        .addValue(approval.signIn()))
                .replaceWithVoid();
    }

    Uni<Void> decide(SqlConnection connection, Approval approval, State.Decided decision) {
        return connection
                .preparedQuery(DECIDE)
                .execute(key(approval.tenant(), approval.id())
                        .addValue(ApprovalRows.word(decision.outcome()))
                        .addValue(ApprovalRows.time(decision.at()))
                        .addValue(decision.comment()))
                .replaceWithVoid();
    }

    private Uni<Optional<Asked>> asked(SqlConnection connection, String sql, TenantId tenant, UUID id) {
        return connection.preparedQuery(sql).execute(key(tenant, id)).chain(found -> {
            Optional<Approval> approval = found.stream().findFirst().map(rows::read);
            return approval.isEmpty()
                    ? Uni.createFrom().item(Optional.<Asked>empty())
                    : approvers(connection, tenant, id)
                            .map(approvers -> approval.map(one -> new Asked(one, approvers)));
        });
    }

    Uni<List<Approver>> approvers(SqlConnection connection, TenantId tenant, UUID id) {
        return connection.preparedQuery(APPROVERS).execute(key(tenant, id)).map(Approvals::approvers);
    }

    private static List<Approver> approvers(RowSet<Row> found) {
        return found.stream().map(ApprovalRows::approver).toList();
    }

    private static Tuple key(TenantId tenant, UUID id) {
        return Tuple.tuple().addValue(tenant.value()).addValue(id);
    }
}
