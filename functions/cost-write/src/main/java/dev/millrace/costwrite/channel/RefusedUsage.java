package dev.millrace.costwrite.channel;

import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jboss.logging.Logger;

/** Keeps records that cannot be booked for operators, so that they stop no other. */
@Singleton
class RefusedUsage {

    private static final Logger LOG = Logger.getLogger(RefusedUsage.class);

    private static final String KEEP = """
        INSERT INTO refused_usage (topic, partition, position, reason, record, refused_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING""";

    private final Database database;
    private final Clock clock;

    RefusedUsage(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Uni<Void> keep(List<Refused> refused) {
        if (refused.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        refused.forEach(record -> LOG.warnf(
                "Usage at %s/%d/%d is refused: %s",
                record.topic(), record.partition(), record.position(), record.reason()));
        List<Tuple> rows = refused.stream().map(this::row).toList();
        return database.inTransaction(
                        connection -> connection.preparedQuery(KEEP).executeBatch(rows))
                .replaceWithVoid();
    }

    private Tuple row(Refused record) {
        return Tuple.of(
                record.topic(),
                record.partition(),
                record.position(),
                record.reason(),
                record.value(),
                clock.instant().atOffset(ZoneOffset.UTC));
    }
}
