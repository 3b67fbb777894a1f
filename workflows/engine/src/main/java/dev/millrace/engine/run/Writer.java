package dev.millrace.engine.run;

import dev.millrace.engine.EngineUnavailableException;
import dev.millrace.engine.store.FencedException;
import dev.millrace.engine.store.StoreException;
import dev.millrace.engine.store.Write;
import dev.millrace.engine.store.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The one thread that writes. What arrives during a commit is the next transaction, so the price of a commit is shared
 * by as many as came meanwhile. Between transactions it does the host's duties, so that no duty meets a transaction of
 * the same host.
 */
final class Writer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Writer.class.getName());

    private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
    private final Semaphore room;
    private final int maxBatch;
    private final Desk desk;
    private final Thread thread;
    private volatile boolean closed;

    /** The writer's surroundings; called on its thread only. */
    interface Desk {

        /** Does what is due and says how many nanoseconds the next duty is away. */
        long duties();

        List<Written> commit(List<Write> writes);

        /** The licence is gone. */
        void fenced();

        /** Nothing will be written any more. */
        void farewell();
    }

    /**
     * Something to be written.
     *
     * @param valid asked right before the commit: an instance that moved to another host must not be written
     */
    record Job(Write write, BooleanSupplier valid, Consumer<Verdict> verdict) {}

    /** What became of a job; told on the writer's thread. */
    sealed interface Verdict {

        /** It is durable. */
        record Durable(Written result) implements Verdict {}

        /** Nothing was written, or nobody knows. */
        record Refused(RuntimeException why) implements Verdict {}
    }

    Writer(int maxQueue, int maxBatch, Desk desk) {
        this.room = new Semaphore(maxQueue);
        this.maxBatch = maxBatch;
        this.desk = desk;
        this.thread = Thread.ofPlatform().name("engine-writer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** For the engine's own jobs, of which there are at most a few per active instance. Never blocks. */
    void submit(Job job) {
        queue.add(job);
        if (closed && queue.remove(job)) {
            job.verdict().accept(new Verdict.Refused(closing()));
        }
    }

    /** For requests from outside: waits while too many of them wait already. */
    void admit(Write write, Consumer<Verdict> verdict) {
        room.acquireUninterruptibly();
        submit(new Job(write, () -> true, told -> {
            room.release();
            verdict.accept(told);
        }));
    }

    private static EngineUnavailableException closing() {
        return new EngineUnavailableException("The engine is closing. Ask another one, or start it again.");
    }

    private void run() {
        while (!closed) {
            attempt(() -> round(desk.duties()));
        }
        attempt(() -> {
            while (!queue.isEmpty()) {
                round(0);
            }
        });
        attempt(desk::farewell);
    }

    /** Something that may be interrupted. */
    private interface Part {
        void play() throws InterruptedException;
    }

    private void attempt(Part part) {
        try {
            part.play();
        } catch (InterruptedException e) {
            closed = true;
        } catch (FencedException e) {
            desk.fenced();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The writer stumbled and goes on", e);
        }
    }

    private void round(long patienceNanos) throws InterruptedException {
        Job first = queue.poll(patienceNanos, TimeUnit.NANOSECONDS);
        if (first != null) {
            List<Job> batch = new ArrayList<>();
            batch.add(first);
            queue.drainTo(batch, maxBatch - 1);
            commit(batch);
        }
    }

    private void commit(List<Job> jobs) {
        List<Job> valid = new ArrayList<>(jobs.size());
        for (Job job : jobs) {
            if (job.valid().getAsBoolean()) {
                valid.add(job);
            }
        }
        if (valid.isEmpty()) {
            return;
        }
        try {
            List<Written> results = desk.commit(valid.stream().map(Job::write).toList());
            for (int i = 0; i < valid.size(); i++) {
                valid.get(i).verdict().accept(new Verdict.Durable(results.get(i)));
            }
        } catch (FencedException e) {
            desk.fenced();
            refuse(valid, new EngineUnavailableException("The engine lost its licence. Repeat the request.", e));
        } catch (StoreException e) {
            alone(valid, e);
        }
    }

    /** One of them is bad; the others must not suffer for it. */
    private void alone(List<Job> jobs, StoreException why) {
        if (jobs.size() == 1) {
            refuse(jobs, why);
        } else {
            jobs.forEach(job -> commit(List.of(job)));
        }
    }

    private static void refuse(List<Job> jobs, RuntimeException why) {
        jobs.forEach(job -> job.verdict().accept(new Verdict.Refused(why)));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var rest = new ArrayList<Job>();
        queue.drainTo(rest);
        refuse(rest, closing());
    }
}
