package dev.millrace.runtime.serving;

import dev.millrace.runtime.manifest.Probe;
import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.process.FunctionProcess;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One service: its queue, its instances and the decisions about them. Every field is guarded by this object's monitor;
 * sections are short and never wait, and nobody else's code runs inside them.
 */
final class Revision {

    private static final int LONGEST_LINE = 10_000;

    private final ServiceManifest service;
    private final InstanceStart starts;
    private final ServingListener listener;
    private final Clock clock;
    private final Timers timers;
    private final Autoscaler autoscaler;
    private final Fleet fleet;
    private final WaitingLine line = new WaitingLine(LONGEST_LINE);
    private final Recovery recovery;
    private final ColdStarts coldStarts = new ColdStarts();
    private final Requests requests = new Requests();
    private boolean used;
    private boolean closed;

    Revision(ServiceManifest service, InstanceStart starts, ServingListener listener, Clock clock, Timers timers) {
        this.service = service;
        this.starts = starts;
        this.listener = listener;
        this.clock = clock;
        this.timers = timers;
        this.autoscaler = new Autoscaler(service.scaling(), service.containerConcurrency());
        this.recovery = new Recovery(clock, timers);
        this.fleet = new Fleet(service.containerConcurrency(), autoscaler.capacity());
    }

    /** Starts the instances that the manifest wants without any request. */
    synchronized void open() {
        autoscaler.need(clock.instant(), service.scaling().initialScale());
        scale();
    }

    synchronized Future<Seat> seat(Duration patience, Context context) {
        if (closed) {
            return Future.failedFuture(new NoSeat(503, "The runtime is stopping"));
        }
        used = true;
        Optional<Instance> room = line.isEmpty() ? fleet.withRoom() : Optional.empty();
        if (room.isPresent()) {
            return Future.succeededFuture(sitDown(room.get(), false));
        }
        if (line.isFull()) {
            return Future.failedFuture(new NoSeat(503, service.name() + " has " + LONGEST_LINE + " requests waiting"));
        }
        var waiter = new WaitingLine.Waiter(context, clock.instant());
        waiter.waitsFor(timers.after(patience, () -> giveUp(waiter)));
        line.join(waiter);
        scale();
        return waiter.future();
    }

    /** Looks at the demand again; called every two seconds. */
    synchronized void tick() {
        recovery.lookAt(fleet);
        scale();
        used = false;
    }

    synchronized ServiceStatus status() {
        return new ServiceStatus(
                service.name(),
                fleet.all().stream().map(Instance::status).toList(),
                line.length(),
                requests.counts(),
                coldStarts.count(),
                coldStarts.recent());
    }

    synchronized void trimLog() {
        fleet.all().stream()
                .map(Instance::process)
                .filter(process -> process != null)
                .findFirst()
                .ifPresent(process -> process.log().trim());
    }

    /** Turns everybody away and tells every instance to end. */
    synchronized void close() {
        closed = true;
        line.dissolve().forEach(waiter -> waiter.turnAway(new NoSeat(503, "The runtime is stopping")));
        fleet.all().forEach(this::stop);
    }

    synchronized void kill() {
        fleet.all().stream().map(Instance::process).forEach(process -> {
            if (process != null) {
                process.kill();
            }
        });
    }

    /** Waits, and says whether every instance has ended in time. */
    synchronized boolean awaitEnd(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!fleet.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return true;
    }

    private void scale() {
        if (closed) {
            return;
        }
        Instant now = clock.instant();
        int surplus = fleet.live() - autoscaler.observe(now, fleet.inFlight() + line.length(), used);
        if (surplus > 0) {
            fleet.leastBusy(surplus).forEach(this::drain);
            return;
        }
        for (int missing = -surplus; missing > 0; missing--) {
            Optional<Instance> leaving = fleet.draining();
            if (leaving.isPresent()) {
                leaving.get().resume();
                serveLine();
            } else if (recovery.rests()) {
                recovery.afterRest(this::retry);
                return;
            } else {
                start(now);
            }
        }
    }

    private void start(Instant now) {
        var instance = new Instance(now);
        fleet.add(instance);
        Thread.ofVirtual().name("start-" + service.name()).start(() -> {
            InstanceStart.Outcome outcome = starts.run(service, process -> spawned(instance, process));
            switch (outcome) {
                case InstanceStart.Outcome.Ready(var process, var took) -> ready(instance, process, took);
                case InstanceStart.Outcome.Died(var process, var exitCode) ->
                    ended(instance, process.pid(), exited(process, exitCode));
                case InstanceStart.Outcome.TooSlow(var process, var longest) ->
                    ended(
                            instance,
                            process.pid(),
                            "was not ready within " + longest.toSeconds() + " s: " + process.lastWords());
                case InstanceStart.Outcome.Refused(var why) -> ended(instance, 0, why);
            }
        });
    }

    private void spawned(Instance instance, FunctionProcess process) {
        listener.on(new ServingEvent.Started(service.name(), process.pid(), process.port()));
        synchronized (this) {
            instance.spawned(process);
            if (instance.phase() == Phase.STOPPING) {
                Farewell.say(process, timers);
            }
        }
    }

    private void ready(Instance instance, FunctionProcess process, Duration took) {
        listener.on(new ServingEvent.Ready(service.name(), process.pid(), took));
        synchronized (this) {
            coldStarts.add(took);
            if (instance.phase() == Phase.STARTING) {
                instance.ready(clock.instant());
                serveLine();
            }
        }
        Probe probe = service.container().livenessProbe();
        if (probe != null) {
            LivenessWatch.begin(process, probe, timers);
        }
        var _ = process.onExit().thenAccept(exitCode -> ended(instance, process.pid(), exited(process, exitCode)));
    }

    private static String exited(FunctionProcess process, int exitCode) {
        return "ended with exit code " + exitCode + ": " + process.lastWords();
    }

    private void ended(Instance instance, long pid, String why) {
        boolean asked;
        synchronized (this) {
            fleet.remove(instance);
            asked = instance.phase() == Phase.STOPPING;
            if (!asked) {
                recovery.failed(instance, why);
            }
            scale();
            notifyAll();
        }
        listener.on(
                asked
                        ? new ServingEvent.Stopped(service.name(), pid)
                        : new ServingEvent.Crashed(service.name(), pid, why));
    }

    private synchronized void retry() {
        recovery.awake();
        scale();
    }

    private synchronized void giveUp(WaitingLine.Waiter waiter) {
        if (line.leave(waiter)) {
            String failure = recovery.lastFailure();
            waiter.turnAway(new NoSeat(
                    503,
                    failure == null
                            ? service.name() + " had no room in time"
                            : service.name() + " does not start: it " + failure));
        }
    }

    private void serveLine() {
        while (!line.isEmpty()) {
            Optional<Instance> room = fleet.withRoom();
            if (room.isEmpty()) {
                return;
            }
            WaitingLine.Waiter waiter = line.next();
            waiter.sit(sitDown(room.get(), room.get().isYoungerThan(waiter.since())));
        }
    }

    private Seat sitDown(Instance instance, boolean cold) {
        instance.enter();
        requests.begin(cold);
        return new InstanceSeat(this, instance, cold);
    }

    /** Called once per seat. */
    synchronized void standUp(Instance instance, Duration took, boolean failed) {
        instance.leave();
        requests.end(took, failed);
        serveLine();
        if (instance.phase() == Phase.DRAINING && instance.inFlight() == 0) {
            stop(instance);
        }
    }

    private void drain(Instance instance) {
        instance.drain();
        if (instance.inFlight() == 0) {
            stop(instance);
        }
    }

    private void stop(Instance instance) {
        instance.stopping();
        FunctionProcess process = instance.process();
        if (process != null) {
            Farewell.say(process, timers);
        }
    }
}
