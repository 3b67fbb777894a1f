package dev.millrace.host.engine;

import dev.millrace.durable.Workflows;
import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineClient;
import dev.millrace.engine.Purge;
import dev.millrace.engine.postgres.PostgresStore;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The engine, from the start of the service to its end. */
@Startup
@Singleton
public class EngineRoom {

    private static final Logger LOG = Logger.getLogger(EngineRoom.class);
    private static final Duration BETWEEN_PURGES = Duration.ofHours(1);

    private final HostConfig config;
    private final Clock clock;
    private final PostgresStore store;
    private final Engine engine;
    private final ScheduledExecutorService purges = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("purge").factory());

    EngineRoom(HostConfig config, Clock clock, BrokerPublisher publisher, StoredContents contents) {
        this.config = config;
        this.clock = clock;
        this.store = PostgresStore.open(config.jdbcUrl(), config.username(), config.password());
        this.engine = start(publisher, contents);
        long every = BETWEEN_PURGES.toMillis();
        var _ = purges.scheduleWithFixedDelay(this::purge, every, every, TimeUnit.MILLISECONDS);
    }

    public EngineClient client() {
        return engine.client();
    }

    private Engine start(BrokerPublisher publisher, StoredContents contents) {
        Engine.Builder builder = Engine.builder(store);
        var signals = new EngineSignals(this::client);
        Workflows.orchestrations().forEach(builder::orchestrator);
        Workflows.activities(publisher, signals, contents).forEach(builder::activity);
        return builder.start();
    }

    private void purge() {
        try {
            int purged = client().purge(Purge.endedBefore(clock.instant().minus(config.keep())));
            int forgotten = client().forget(clock.instant().minus(config.remember()));
            LOG.debugf("Purged %d instances, forgot %d ids", purged, forgotten);
        } catch (RuntimeException e) {
            LOG.warnf("Instances that ended long ago were not purged: %s", e.getMessage());
        }
    }

    @PreDestroy
    void stop() {
        purges.shutdownNow();
        engine.close();
        store.close();
    }
}
