package dev.millrace.engine;

import com.microsoft.durabletask.TaskActivityFactory;
import com.microsoft.durabletask.TaskOrchestrationFactory;
import dev.millrace.engine.run.Host;
import dev.millrace.engine.run.Routes;
import dev.millrace.engine.store.Store;
import dev.millrace.engine.work.LocalWorkers;
import dev.millrace.engine.work.Registry;
import dev.millrace.engine.work.Workers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs orchestrations. Several engines, in one process or many, may share a store: each runs a share of the instances,
 * and when one falls silent the others take its share over. Thread-safe.
 *
 * <pre>{@code
 * try (var store = PostgresStore.open(url, "engine", password);
 *         var engine = Engine.builder(store).orchestrator(greet).activity(sayHello).start()) {
 *     engine.client().start(StartRequest.of("Greet").withInput("\"Ada\""));
 * }
 * }</pre>
 */
public final class Engine implements AutoCloseable {

    private final Host host;
    private final EngineClient client;

    private Engine(Host host, EngineClient client) {
        this.host = host;
        this.client = client;
    }

    /** Begins to describe an engine. The store stays the caller's to close. */
    public static Builder builder(Store store) {
        return new Builder(store);
    }

    public EngineClient client() {
        return client;
    }

    /** Waits a little for activities under way; the rest of the work is another engine's, or waits for the next start. */
    @Override
    public void close() {
        host.close();
    }

    /** Describes an engine. Not thread-safe. */
    public static final class Builder {

        private final Store store;
        private final List<Workers> remote = new ArrayList<>();
        private EngineConfig config = EngineConfig.defaults();
        private Clock clock = Clock.systemUTC();
        private Registry registry = Registry.empty();
        private boolean runs = true;

        private Builder(Store store) {
            this.store = store;
        }

        public Builder config(EngineConfig other) {
            this.config = other;
            return this;
        }

        public Builder clock(Clock other) {
            this.clock = other;
            return this;
        }

        /**
         * Registers an orchestrator.
         *
         * @throws IllegalArgumentException when the name is taken
         */
        public Builder orchestrator(TaskOrchestrationFactory factory) {
            this.registry = registry.with(factory);
            return this;
        }

        /** Registers an activity of which as many run at once as the engine allows. */
        public Builder activity(TaskActivityFactory factory) {
            this.registry = registry.with(factory, null);
            return this;
        }

        /** Registers an activity of which only so many run at once on this engine. */
        public Builder activity(TaskActivityFactory factory, int limit) {
            this.registry = registry.with(factory, limit);
            return this;
        }

        /** Sends what is not registered here to workers of other processes. */
        public Builder remote(Workers workers) {
            remote.add(workers);
            return this;
        }

        /** Makes an engine that only talks to the instances of others. */
        public Builder clientOnly() {
            this.runs = false;
            return this;
        }

        /** Builds the engine and starts it. A store that is away is waited for in the background. */
        public Engine start() {
            var routes = new Routes(registry, new LocalWorkers(registry, config), remote);
            var host = new Host(store, config, clock, routes, runs);
            var client = new EngineClient(host, store.instances(), config, clock);
            host.start();
            return new Engine(host, client);
        }
    }
}
