package dev.millrace.engine;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.millrace.engine.history.Events;
import dev.millrace.engine.run.Host;
import dev.millrace.engine.store.Instances;
import dev.millrace.engine.store.Parcel;
import dev.millrace.engine.store.Write;
import dev.millrace.engine.store.Written;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Talks to instances, whichever engine runs them. An answer to a change is durable. Payloads are JSON text. Every method
 * throws {@link EngineUnavailableException} when nobody knows what came of the request, and
 * {@link IllegalArgumentException} when the request can never be taken. Thread-safe; calls block, so virtual threads
 * suit them.
 */
public final class EngineClient {

    private static final int PURGED_AT_ONCE = 1_000;
    private static final Duration MOMENT = Duration.ofMillis(250);

    private final Host host;
    private final Instances instances;
    private final EngineConfig config;
    private final Clock clock;

    EngineClient(Host host, Instances instances, EngineConfig config, Clock clock) {
        this.host = host;
        this.instances = instances;
        this.config = config;
        this.clock = clock;
    }

    /** Makes an instance and answers when that is durable. */
    public Started start(StartRequest request) {
        return join(startAsync(request));
    }

    /** Like {@link #start}, without waiting; but it waits when too many requests wait already. */
    public CompletableFuture<Started> startAsync(StartRequest request) {
        requireSmall("input", request.input());
        String id = request.instanceId();
        String executionId = UUID.randomUUID().toString().replace("-", "");
        var write = new Write.Start(request, executionId, now(), null, null);
        return host.request(write).thenApply(written -> switch (written) {
            case Written.Created created -> new Started.Created(id);
            case Written.AlreadyRunning running -> new Started.AlreadyRunning(id);
            case Written.SeenBefore seen -> new Started.SeenBefore(id);
            case Written.Repeated repeated -> new Started.Repeated(id);
            default -> throw unexpected(written);
        });
    }

    /** Raises an event. It waits in the instance's history until an orchestrator asks for it. */
    public Delivered raise(String instanceId, String event, @Nullable String json) {
        return raise(instanceId, event, json, null);
    }

    /**
     * Raises an event once, however often it is called.
     *
     * @param key deduplication key, remembered with the event in one transaction; null for none
     */
    public Delivered raise(String instanceId, String event, @Nullable String json, @Nullable String key) {
        return join(raiseAsync(instanceId, event, json, key));
    }

    /** Like {@link #raise}, without waiting; but it waits when too many requests wait already. */
    public CompletableFuture<Delivered> raiseAsync(
            String instanceId, String event, @Nullable String json, @Nullable String key) {
        Names.requireName("event name", event);
        requireSmall("event", json);
        return deliver(instanceId, Events.eventRaised(now(), event, json), key);
    }

    /** Ends an instance and, with it, its sub-orchestrations, whatever they are doing. */
    public Delivered terminate(String instanceId, @Nullable String output) {
        requireSmall("output", output);
        return join(deliver(instanceId, Events.executionTerminated(now(), output), null));
    }

    /**
     * Holds an instance; what happens meanwhile waits until it is resumed. When the answer comes the order is durable, and
     * usually obeyed.
     */
    public Delivered suspend(String instanceId, @Nullable String reason) {
        requireSmall("reason", reason);
        Delivered answer = join(deliver(instanceId, Events.executionSuspended(now(), reason), null));
        if (answer instanceof Delivered.Accepted) {
            giveItAMoment(instanceId);
        }
        return answer;
    }

    private void giveItAMoment(String instanceId) {
        var obeyed = until(instanceId, status -> status == Status.SUSPENDED || status.isTerminal(), false);
        try {
            await(obeyed, MOMENT);
        } catch (TimeoutException e) {
            // The orchestrator is busy, or nobody runs it yet: it will obey then.
        }
    }

    public Delivered resume(String instanceId, @Nullable String reason) {
        requireSmall("reason", reason);
        return join(deliver(instanceId, Events.executionResumed(now(), reason), null));
    }

    /**
     * Starts the same orchestrator with the same input again.
     *
     * @param sameId under the same id, which must have ended, or a new one
     * @return empty when the instance does not exist
     */
    public Optional<Started> restart(String instanceId, boolean sameId) {
        return get(instanceId, true).map(instance -> {
            String id = sameId ? instanceId : UUID.randomUUID().toString();
            return start(StartRequest.of(instance.name(), id)
                    .withVersion(instance.version())
                    .withInput(instance.input()));
        });
    }

    /** Reads an instance. */
    public Optional<Instance> get(String instanceId, boolean payloads) {
        return instances.find(instanceId, payloads);
    }

    public InstancePage query(InstanceQuery query) {
        return instances.query(query);
    }

    /** The events of the current execution as the protocol has them; empty for an unknown instance. */
    public List<HistoryEvent> history(String instanceId) {
        return instances.history(instanceId);
    }

    /**
     * Waits until the instance has left {@link Status#PENDING}.
     *
     * @return empty when it does not exist
     * @throws TimeoutException when that takes longer
     */
    public Optional<Instance> awaitStart(String instanceId, Duration timeout) throws TimeoutException {
        return await(until(instanceId, status -> status != Status.PENDING, true), timeout);
    }

    /**
     * Waits until the instance has ended.
     *
     * @return empty when it does not exist
     * @throws TimeoutException when that takes longer
     */
    public Optional<Instance> awaitEnd(String instanceId, Duration timeout) throws TimeoutException {
        return await(until(instanceId, Status::isTerminal, true), timeout);
    }

    /** Answers when the status passes, or empty when the instance does not exist. Cancel it to give up. */
    public CompletableFuture<Optional<Instance>> until(String instanceId, Predicate<Status> goal, boolean payloads) {
        return host.until(instanceId, goal, payloads);
    }

    private static Optional<Instance> await(CompletableFuture<Optional<Instance>> answer, Duration timeout)
            throws TimeoutException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineUnavailableException("Interrupted while waiting for an instance.", e);
        } catch (CancellationException | ExecutionException e) {
            throw new EngineUnavailableException("The engine closed while an instance was waited for.", e);
        } finally {
            answer.cancel(false);
        }
    }

    /**
     * Removes an ended instance; its id and deduplication keys stay known.
     *
     * @return whether there was one
     */
    public boolean purge(String instanceId) {
        return removed(new Write.PurgeOne(instanceId, now())) > 0;
    }

    /** Removes ended instances, in transactions of moderate size. */
    public int purge(Purge purge) {
        int all = 0;
        int some;
        do {
            some = removed(new Write.PurgeMany(purge, PURGED_AT_ONCE, now()));
            all += some;
        } while (some == PURGED_AT_ONCE);
        return all;
    }

    /** Forgets deduplication keys and purged ids that are older: they may be used again from then on. */
    public int forget(Instant before) {
        return removed(new Write.Forget(before));
    }

    /** Forgets everything. */
    public void clear() {
        join(host.request(new Write.Clear()));
    }

    private int removed(Write write) {
        return join(host.request(write)) instanceof Written.Removed(int count) ? count : 0;
    }

    private CompletableFuture<Delivered> deliver(String instanceId, HistoryEvent event, @Nullable String key) {
        Names.requireName("instance id", instanceId);
        if (key != null) {
            Names.requireName("deduplication key", key);
        }
        var write = new Write.Deliver(new Parcel(instanceId, null, event), key, now());
        return host.request(write).thenApply(written -> switch (written) {
            case Written.Accepted accepted -> new Delivered.Accepted();
            case Written.Repeated repeated -> new Delivered.Repeated();
            case Written.Unknown unknown -> new Delivered.Unknown();
            case Written.Ended ended -> new Delivered.Ended();
            default -> throw unexpected(written);
        });
    }

    private static IllegalStateException unexpected(Written written) {
        return new IllegalStateException("The store answered a request with " + written);
    }

    /** Stores keep microseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void requireSmall(String what, @Nullable String payload) {
        int limit = config.limits().payloadBytes();
        if (payload != null && payload.getBytes(StandardCharsets.UTF_8).length > limit) {
            throw new IllegalArgumentException(
                    "The %s has more than %d bytes. Pass a reference instead of the content.".formatted(what, limit));
        }
    }

    private static <T> T join(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case EngineUnavailableException unavailable -> throw unavailable;
                case null, default ->
                    throw new EngineUnavailableException("The store refused the request: " + e.getMessage(), e);
            }
        }
    }
}
