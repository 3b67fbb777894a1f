package dev.millrace.runtime.bench;

import dev.millrace.runtime.bench.figure.Percentiles;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Requests of several clients at a time, and how they were answered. Each run is one use. */
final class Load {

    private final Request request;
    private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();

    private Load(Request request) {
        this.request = request;
    }

    /** Sends one request. */
    @FunctionalInterface
    interface Request {
        Future<Reply> send();
    }

    /**
     * How a request was answered.
     *
     * @param good whether it was as it should be
     * @param nanos {@link System#nanoTime} of the moment that was waited for
     */
    record Reply(boolean good, long nanos) {

        static Reply now(boolean good) {
            return new Reply(good, System.nanoTime());
        }
    }

    /**
     * What became of a run.
     *
     * @param nanos how long each good answer took
     * @param refused requests that got none
     */
    record Run(List<Long> nanos, int refused, Duration took) {

        Run {
            nanos = List.copyOf(nanos);
        }

        int accepted() {
            return nanos.size();
        }

        double perSecond() {
            return nanos.size() / (took.toNanos() / 1e9);
        }

        /** In milliseconds; without a good answer there are none. */
        Percentiles times() {
            if (nanos.isEmpty()) {
                throw new IllegalStateException("none of " + refused + " requests was answered as it should be");
            }
            return Percentiles.ofNanos(nanos.stream().mapToLong(Long::longValue).toArray());
        }
    }

    /** Each client sends its next request when the last one is answered. */
    static Run closed(int clients, Duration span, Request request) throws InterruptedException {
        long end = System.nanoTime() + span.toNanos();
        return new Load(request).closed(clients, () -> System.nanoTime() < end);
    }

    /** So many requests in all, each client sending its next one when the last is answered. */
    static Run count(int clients, int requests, Request request) throws InterruptedException {
        var left = new AtomicInteger(requests);
        return new Load(request).closed(clients, () -> left.getAndDecrement() > 0);
    }

    /** Requests come at their rate, whether the last one is answered or not. */
    static Run open(int perSecond, Duration span, Request request) throws InterruptedException {
        return new Load(request).open(perSecond, span);
    }

    private Run closed(int clients, BooleanSupplier more) throws InterruptedException {
        long begun = System.nanoTime();
        var done = new CountDownLatch(clients);
        for (int i = 0; i < clients; i++) {
            Thread.ofVirtual().start(() -> {
                var turn = new Semaphore(0);
                while (more.getAsBoolean()) {
                    send(turn::release);
                    turn.acquireUninterruptibly();
                }
                done.countDown();
            });
        }
        done.await();
        return run(begun);
    }

    private Run open(int perSecond, Duration span) throws InterruptedException {
        long begun = System.nanoTime();
        long total = span.toMillis() * perSecond / 1_000;
        long interval = Duration.ofSeconds(1).toNanos() / perSecond;
        var answered = new Semaphore(0);
        for (long i = 0; i < total; i++) {
            long wait = begun + i * interval - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(Duration.ofNanos(wait));
            }
            send(answered::release);
        }
        answered.acquire(Math.toIntExact(total));
        return run(begun);
    }

    private void send(Runnable answered) {
        long begun = System.nanoTime();
        request.send().onComplete(result -> {
            if (result.succeeded() && result.result().good()) {
                times.add(result.result().nanos() - begun);
            } else {
                refused.incrementAndGet();
            }
            answered.run();
        });
    }

    private Run run(long begun) {
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return new Run(List.copyOf(times), refused.get(), took);
    }
}
