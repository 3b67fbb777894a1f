package dev.millrace.engine.run;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.Failure;
import dev.millrace.engine.Instance;
import dev.millrace.engine.Status;
import dev.millrace.engine.history.Events;
import dev.millrace.engine.history.Execution;
import dev.millrace.engine.history.Step;
import dev.millrace.engine.history.Steps;
import dev.millrace.engine.store.Journal;
import dev.millrace.engine.store.Message;
import dev.millrace.engine.store.Parcel;
import dev.millrace.engine.store.Shards;
import dev.millrace.engine.store.Store;
import dev.millrace.engine.store.Write;
import dev.millrace.engine.store.Written;
import dev.millrace.engine.work.ActivityWork;
import dev.millrace.engine.work.OrchestratorWork;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps the instances of this engine's shards moving. Thread-safe. */
public final class Host implements Crew, AutoCloseable {

    private final Store store;
    private final EngineConfig config;
    private final Clock clock;
    private final Routes routes;
    private final Steps steps;
    private final ConcurrentMap<String, Live> lives = new ConcurrentHashMap<>();
    private final Backlog backlog = new Backlog(20_000);
    private final ExecutorService errands = Executors.newVirtualThreadPerTaskExecutor();
    private final Tenancy tenancy;
    private final Writer writer;
    private final Loader loader;
    private final Timers timers;
    private final Watch watch;
    private volatile boolean closing;

    public Host(Store store, EngineConfig config, Clock clock, Routes routes) {
        this.store = store;
        this.config = config;
        this.clock = clock;
        this.routes = routes;
        this.steps = Steps.of(config.limits());
        this.tenancy = new Tenancy(store, config, new Tenancy.Listener() {
            @Override
            public void gained() {
                backlog.sweep();
            }

            @Override
            public void lost(Set<Integer> shards) {
                dropShards(shards);
            }

            @Override
            public void arrived(Journal.Arrival arrival) {
                deliver(arrival.instanceId(), arrival.message());
            }
        });
        this.writer = new Writer(config.maxQueue(), config.maxBatch(), tenancy);
        this.loader = new Loader(store.journal(), backlog, config.maxActive(), lives, this, tenancy);
        this.timers =
                new Timers(clock, (until, limit) -> store.journal().due(tenancy.held(), until, limit), this::timerDue);
        this.watch = new Watch(store.instances());
    }

    /** Joins the other hosts and begins to work. */
    public void start() {
        writer.start();
        loader.start();
        timers.start();
        watch.start();
    }

    /** Answers when the status passes, or empty when the instance does not exist. Cancel it to give up. */
    public CompletableFuture<Optional<Instance>> until(String instanceId, Predicate<Status> goal, boolean payloads) {
        return watch.until(instanceId, goal, payloads);
    }

    /** Asks the writer for something; the answer is durable. */
    public CompletableFuture<Written> request(Write write) {
        var answer = new CompletableFuture<Written>();
        writer.admit(write, new Writer.Outcome() {
            @Override
            public void written(Written written) {
                noticed(write, written);
                answer.complete(written);
            }

            @Override
            public void refused(RuntimeException why) {
                answer.completeExceptionally(why);
            }
        });
        return answer;
    }

    private void noticed(Write write, Written written) {
        if (write instanceof Write.Start start && written instanceof Written.Created) {
            made(start);
            watch.changed(start.instanceId());
        } else if (write instanceof Write.Clear) {
            dropShards(Shards.all());
        } else if (write instanceof Write.Deliver(Parcel parcel, String key, Instant at)
                && written instanceof Written.Accepted(long seq)) {
            deliver(parcel.instanceId(), new Message(seq, parcel.fence(), parcel.event()));
        }
    }

    private void made(Write.Start start) {
        if (!tenancy.holds(start.instanceId())) {
            return;
        }
        Live live = Live.made(start, this);
        if (lives.size() < config.maxActive() && lives.putIfAbsent(start.instanceId(), live) == null) {
            live.begin();
        } else {
            backlog.add(start.instanceId());
        }
    }

    private void deliver(String instanceId, Message message) {
        if (tenancy.holds(instanceId)) {
            Live live = lives.get(instanceId);
            if (live == null || !live.deliver(message)) {
                backlog.add(instanceId);
            }
        }
    }

    private void timerDue(String instanceId) {
        if (tenancy.holds(instanceId)) {
            Live live = lives.get(instanceId);
            if (live == null || !live.wake()) {
                backlog.add(instanceId);
            }
        }
    }

    private void dropShards(Set<Integer> shards) {
        lives.values().stream()
                .filter(live -> shards.contains(live.shard()))
                .toList()
                .forEach(Live::retire);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Steps steps() {
        return steps;
    }

    @Override
    public boolean isClosing() {
        return closing;
    }

    @Override
    public void ask(OrchestratorWork work) {
        if (!routes.take(work)) {
            errand(() -> work.answer().failed(routes.unknown(work)));
        }
    }

    @Override
    public void run(Execution execution, int task, ScheduleTaskAction action, Result result) {
        if (closing) {
            return;
        }
        String executionId = execution.executionId();
        var work = new ActivityWork(execution.instanceId(), executionId, task, action, new ActivityWork.Result() {
            @Override
            public void completed(@Nullable String json) {
                result.done(executionId, task, completion(task, action, json));
            }

            @Override
            public void failed(Failure failure) {
                result.done(executionId, task, Events.taskFailed(now(), task, failure));
            }
        });
        if (!routes.take(work)) {
            errand(() -> work.result().failed(routes.unknown(work)));
        }
    }

    private HistoryEvent completion(int task, ScheduleTaskAction action, @Nullable String json) {
        int limit = config.limits().payloadBytes();
        // A char takes at most three bytes: most results need no counting.
        if (json != null && json.length() > limit / 3 && utf8(json) > limit) {
            return Events.taskFailed(
                    now(),
                    task,
                    new Failure(
                            "PayloadTooLarge",
                            "The result of activity '%s' has more than %d bytes. Return a reference instead of the content."
                                    .formatted(action.getName(), limit)));
        }
        return Events.taskCompleted(now(), task, json);
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void errand(Runnable errand) {
        if (!errands.isShutdown()) {
            errands.execute(errand);
        }
    }

    @Override
    public void write(Writer.Job job) {
        writer.submit(job);
    }

    @Override
    public void discard(List<Long> seqs) {
        if (!seqs.isEmpty()) {
            writer.submit(new Writer.Job(new Write.Discard(seqs), () -> true, new Ignored()));
        }
    }

    /** Messages that nobody wants may stay a little longer. */
    private record Ignored() implements Writer.Outcome {

        @Override
        public void written(Written written) {}

        @Override
        public void refused(RuntimeException why) {}
    }

    @Override
    public void keep(String instanceId, Message message, Runnable otherwise) {
        var parcel = new Parcel(instanceId, message.fence(), message.event());
        writer.submit(new Writer.Job(new Write.Deliver(parcel, null, now()), () -> true, new Writer.Outcome() {
            @Override
            public void written(Written written) {
                if (written instanceof Written.Accepted(long seq)) {
                    deliver(instanceId, new Message(seq, message.fence(), message.event()));
                }
            }

            @Override
            public void refused(RuntimeException why) {
                otherwise.run();
            }
        }));
    }

    @Override
    public void wakeAt(String instanceId, Instant at) {
        timers.add(instanceId, at);
    }

    @Override
    public void committed(Step.Taken step, Written.Advanced written) {
        written.made().forEach(this::made);
        written.posted().forEach(arrival -> deliver(arrival.instanceId(), arrival.message()));
        if (step.advance().head() != null) {
            watch.changed(step.advance().instanceId());
        }
    }

    @Override
    public void retired(Live live) {
        lives.remove(live.id(), live);
    }

    /** Stops taking up work, waits a little for activities under way, and gives the licence back. */
    @Override
    public void close() {
        closing = true;
        timers.close();
        loader.close();
        routes.drain(config.grace());
        writer.close();
        dropShards(Shards.all());
        routes.close();
        watch.close();
        errands.shutdownNow();
    }
}
