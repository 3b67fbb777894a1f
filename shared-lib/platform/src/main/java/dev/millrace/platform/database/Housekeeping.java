package dev.millrace.platform.database;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Forgets what is past its retention while the function is up anyway: a while after each start, then hourly. A function
 * that never runs has nothing to forget.
 */
@Singleton
public class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration NEXT = Duration.ofHours(1);
    private static final List<Retention> OF_THE_PLATFORM =
            List.of(new Retention("forget_processed"), new Retention("content.forget_expired"));

    private final Vertx vertx;
    private final Pool pool;
    private final List<Retention> retentions;

    Housekeeping(Vertx vertx, Pool pool, @All List<Retention> ofTheRoom) {
        this.vertx = vertx;
        this.pool = pool;
        this.retentions =
                Stream.concat(OF_THE_PLATFORM.stream(), ofTheRoom.stream()).toList();
    }

    void schedule(@Observes StartupEvent start) {
        vertx.setTimer(FIRST.toMillis(), timer -> tidy());
        vertx.setPeriodic(NEXT.toMillis(), timer -> tidy());
    }

    private void tidy() {
        for (Retention retention : retentions) {
            pool.query("SELECT " + retention.function() + "()")
                    .execute()
                    .subscribe()
                    .with(
                            rows -> {},
                            failure -> LOG.warnf(
                                    "Housekeeping %s failed: %s", retention.function(), failure.getMessage()));
        }
    }
}
