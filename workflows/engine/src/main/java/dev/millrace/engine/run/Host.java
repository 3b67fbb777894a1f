package dev.millrace.engine.run;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.Instance;
import dev.millrace.engine.Status;
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
import dev.millrace.engine.work.OrchestratorWork;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/** Keeps the instances of this engine's shards moving. Thread-safe. */
public final class Host implements Crew, AutoCloseable {

    private final EngineConfig config;
    private final Clock clock;
    private final Dispatch dispatch;
    private final Steps steps;
    private final ConcurrentMap<String, Live> lives = new ConcurrentHashMap<>();
    private final Backlog backlog = new Backlog(20_000);
    private final Tenancy tenancy;
    private final Writer writer;
    private final Loader loader;
    private final Timers timers;
    private final Watch watch;
    private volatile boolean closing;

    /**
     * Makes a host that is not at work yet.
     *
     * @param runs whether it runs instances, and does not only talk to them
     */
    public Host(Store store, EngineConfig config, Clock clock, Routes routes, boolean runs) {
        this.config = config;
        this.clock = clock;
        this.dispatch = new Dispatch(routes, config.limits(), clock);
        this.steps = Steps.of(config.limits());
        this.tenancy = new Tenancy(store, config, runs, new Tenancy.Listener() {
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
        writer.admit(write, verdict -> {
            switch (verdict) {
                case Writer.Verdict.Durable(Written written) -> {
                    noticed(write, written);
                    answer.complete(written);
                }
                case Writer.Verdict.Refused(RuntimeException why) -> answer.completeExceptionally(why);
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
        dispatch.ask(work);
    }

    @Override
    public void run(Execution execution, int task, ScheduleTaskAction action, Result result) {
        if (!closing) {
            dispatch.run(execution, task, action, result);
        }
    }

    @Override
    public void write(Writer.Job job) {
        writer.submit(job);
    }

    @Override
    public void discard(List<Long> seqs) {
        if (!seqs.isEmpty()) {
            // If it fails, messages that nobody wants stay a little longer.
            writer.submit(new Writer.Job(new Write.Discard(seqs), () -> true, verdict -> {}));
        }
    }

    @Override
    public void keep(String instanceId, Message message, Runnable otherwise) {
        var parcel = new Parcel(instanceId, message.fence(), message.event());
        writer.submit(new Writer.Job(new Write.Deliver(parcel, null, now()), () -> true, verdict -> {
            switch (verdict) {
                case Writer.Verdict.Durable(Written.Accepted(long seq)) ->
                    deliver(instanceId, new Message(seq, message.fence(), message.event()));
                case Writer.Verdict.Durable durable -> {}
                case Writer.Verdict.Refused refused -> otherwise.run();
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
        String own = step.advance().instanceId();
        written.posted().stream()
                // What an instance took along as it continued as new, it has already.
                .filter(arrival -> !step.isRenewal() || !arrival.instanceId().equals(own))
                .forEach(arrival -> deliver(arrival.instanceId(), arrival.message()));
        if (step.advance().head() != null) {
            watch.changed(step.advance().instanceId());
        }
    }

    @Override
    public void retired(Live live) {
        lives.remove(live.id(), live);
        loader.freed();
    }

    /** Stops taking up work, waits a little for activities under way, and gives the licence back. */
    @Override
    public void close() {
        closing = true;
        timers.close();
        loader.close();
        dispatch.drain(config.grace());
        writer.close();
        dropShards(Shards.all());
        dispatch.close();
        watch.close();
    }
}
