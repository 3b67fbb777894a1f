package dev.millrace.notification.delivery;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.NotificationEvent.MissReason;
import dev.millrace.notification.message.Note;
import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is settled for good, by note and target: the table {@code deliveries}. */
@Singleton
public class Deliveries {

    private static final String FIND = """
        SELECT note, channel, recipient, reason, detail FROM deliveries WHERE tenant = $1 AND note = ANY ($2)""";
    private static final String KEEP = """
        INSERT INTO deliveries (tenant, note, channel, recipient, reason, detail, settled_at)
        SELECT $1, note, $3, $4, $5, $6, $7 FROM unnest($2::uuid[]) AS note
        ON CONFLICT DO NOTHING""";
    private static final String FORGET = """
        DELETE FROM deliveries WHERE tenant = $1 AND note = ANY ($2) AND reason IS NOT NULL""";

    private final Database database;
    private final Clock clock;

    Deliveries(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Key(UUID note, String channel, String recipient) {

        static Key of(Note note, Target target) {
            return new Key(note.id(), target.channel(), recipientOf(target));
        }
    }

    /** What was settled before some moment. */
    public static final class Settled {

        private final Map<Key, Outcome> outcomes;

        private Settled(Map<Key, Outcome> outcomes) {
            this.outcomes = Map.copyOf(outcomes);
        }

        public Optional<Outcome> outcome(Note note, Target target) {
            return Optional.ofNullable(outcomes.get(Key.of(note, target)));
        }
    }

    Uni<Settled> settled(TenantId tenant, List<Note> notes) {
        return database.inTenant(
                        tenant,
                        connection -> connection
                                .preparedQuery(FIND)
                                .execute(Tuple.of(tenant.value()).addArrayOfUUID(ids(notes))))
                .map(rows -> {
                    Map<Key, Outcome> outcomes = new HashMap<>();
                    rows.forEach(row -> outcomes.put(key(row), outcome(row)));
                    return new Settled(outcomes);
                });
    }

    /** Keeps what became of a parcel, unless it may still change. */
    Uni<Void> keep(TenantId tenant, Receipt receipt) {
        return switch (receipt.outcome()) {
            case Outcome.Sent sent -> keep(tenant, receipt.parcel(), null);
            case Outcome.Refused refused -> keep(tenant, receipt.parcel(), refused);
            case Outcome.Postponed later -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> keep(TenantId tenant, Parcel parcel, Outcome.@Nullable Refused refused) {
        Tuple values = Tuple.of(tenant.value())
                .addArrayOfUUID(ids(parcel.notes()))
                .addString(parcel.target().channel())
                .addString(recipientOf(parcel.target()))
                .addString(refused == null ? null : refused.reason().name())
                .addString(refused == null ? null : refused.detail())
                .addOffsetDateTime(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
        return database.inTenant(
                        tenant, connection -> connection.preparedQuery(KEEP).execute(values))
                .replaceWithVoid();
    }

    /** Forgets refusals, so that whoever delivers these notes again tries again. */
    public Uni<Void> forgetRefusals(SqlConnection connection, TenantId tenant, List<Note> notes) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(tenant.value()).addArrayOfUUID(ids(notes)))
                .replaceWithVoid();
    }

    private static UUID[] ids(List<Note> notes) {
        return notes.stream().map(Note::id).toArray(UUID[]::new);
    }

    private static String recipientOf(Target target) {
        return Objects.requireNonNullElse(target.recipient(), "");
    }

    private static Key key(Row row) {
        return new Key(row.getUUID("note"), row.getString("channel"), row.getString("recipient"));
    }

    private static Outcome outcome(Row row) {
        String reason = row.getString("reason");
        return reason == null
                ? new Outcome.Sent()
                : new Outcome.Refused(MissReason.valueOf(reason), row.getString("detail"));
    }
}
