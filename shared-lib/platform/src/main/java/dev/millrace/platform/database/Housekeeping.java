package dev.millrace.platform.database;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
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

    private final Vertx vertx;
    private final Pool pool;

    Housekeeping(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    void schedule(@Observes StartupEvent start) {
        vertx.setTimer(FIRST.toMillis(), timer -> tidy());
        vertx.setPeriodic(NEXT.toMillis(), timer -> tidy());
    }

    private void tidy() {
        for (String forget : new String[] {"forget_processed()", "content.forget_expired()"}) {
            pool.query("SELECT " + forget)
                    .execute()
                    .subscribe()
                    .with(rows -> {}, failure -> LOG.warnf("Housekeeping %s failed: %s", forget, failure.getMessage()));
        }
    }
}
