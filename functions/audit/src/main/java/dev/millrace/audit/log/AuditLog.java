package dev.millrace.audit.log;

import dev.millrace.platform.database.Database;
import dev.millrace.platform.database.GroupCommit;
import dev.millrace.transparency.note.SignedCheckpoint;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Appends events to the log, each exactly once by tenant, source and id. Several replicas may append to one log: the
 * row {@code head} puts their transactions in order. Thread-safe.
 */
@Startup
@Singleton
public class AuditLog {

    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final Duration BETWEEN_SIGNATURES = Duration.ofSeconds(1);

    private final Database database;
    private final LogTables tables = new LogTables();
    private final Notary notary;
    private final Seal seal;
    private final Clock clock;
    private final Vertx vertx;
    private final SecureRandom salts = new SecureRandom();
    private final GroupCommit<AuditedEvent, Appended> commits;

    private volatile Instant signed = Instant.MIN;
    private final AtomicBoolean unsealed = new AtomicBoolean();

    /** Appends on an event loop of its own, so that no batch runs in the name of the request that happened to start it. */
    public AuditLog(Database database, Notary notary, Seal seal, AuditConfig config, Clock clock, Vertx vertx) {
        this.database = database;
        this.notary = notary;
        this.seal = seal;
        this.clock = clock;
        this.vertx = vertx;
        Context context = vertx.getOrCreateContext();
        this.commits = new GroupCommit<>(
                this::appendAll, config.batch(), config.queue(), task -> context.runOnContext(nothing -> task.run()));
    }

    /**
     * Appends an event, together with others that come at the same time.
     *
     * @return completes when the entry is durable; fails with what the database fails with, or a 503 when too many wait
     */
    public Uni<Appended> append(AuditedEvent event) {
        return commits.submit(event);
    }

    private Uni<List<Appended>> appendAll(List<AuditedEvent> events) {
        return database.inTransaction(connection -> tables.stand(connection, events)
                .map(stand -> Batch.plan(events, stand.known(), stand.frontier(), clock.instant(), salts))
                .call(batch -> write(connection, batch))
                .map(Batch::outcomes));
    }

    private Uni<Void> write(SqlConnection connection, Batch batch) {
        return batch.isEmpty() ? Uni.createFrom().voidItem() : tables.write(connection, batch, checkpoint(batch));
    }

    /** A signature costs as much as many entries, so under load it waits up to a second. */
    private Optional<SignedCheckpoint> checkpoint(Batch batch) {
        Instant now = clock.instant();
        if (now.isBefore(signed.plus(BETWEEN_SIGNATURES))) {
            if (unsealed.compareAndSet(false, true)) {
                vertx.setTimer(BETWEEN_SIGNATURES.toMillis(), timer -> sealTail());
            }
            return Optional.empty();
        }
        signed = now;
        return Optional.of(notary.sign(batch.frontier()));
    }

    /** Signs what came last. Should this fail, the next append or the next reader signs it. */
    private void sealTail() {
        unsealed.set(false);
        database.inTransaction(seal::current)
                .subscribe()
                .with(
                        checkpoint -> {},
                        failure -> LOG.warnf("The log's head is not signed yet: %s", failure.getMessage()));
    }
}
