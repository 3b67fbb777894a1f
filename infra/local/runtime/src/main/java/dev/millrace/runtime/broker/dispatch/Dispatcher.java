package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.signal.BrokerListener;
import dev.millrace.runtime.broker.signal.BrokerSignal;
import dev.millrace.runtime.broker.store.Arrival;
import dev.millrace.runtime.broker.store.DeliveryState;
import dev.millrace.runtime.broker.store.JournalWatch;
import dev.millrace.runtime.broker.store.Parcel;
import dev.millrace.runtime.broker.store.Progress;
import dev.millrace.runtime.broker.store.Settlement;
import dev.millrace.runtime.broker.store.Survey;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands what the journal stored to the lanes. The journal calls from its own thread; everything else happens on the
 * broker's event loop.
 */
public final class Dispatcher implements JournalWatch {

    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

    private final Context context;
    private final Timers timers;
    private final BrokerListener listener;
    private final Map<String, Route> routes = new LinkedHashMap<>();
    private final Map<String, Long> orphaned = new HashMap<>();
    private @Nullable String pausedBecause = "not started";
    private long accepted;
    private boolean closing;
    private Runnable whenIdle = () -> {};

    public Dispatcher(Context context, Timers timers, BrokerListener listener) {
        this.context = context;
        this.timers = timers;
        this.listener = listener;
    }

    /**
     * A Trigger's lanes.
     *
     * @param sink null when the Trigger has no dead letter sink
     */
    record Route(Lane subscriber, @Nullable Lane sink, Tally tally) {

        void forEachLane(Consumer<Lane> action) {
            action.accept(subscriber);
            if (sink != null) {
                action.accept(sink);
            }
        }

        int inFlight() {
            return subscriber.inFlight() + (sink == null ? 0 : sink.inFlight());
        }
    }

    /** Before anything else is called. */
    void add(String trigger, Route route) {
        routes.put(trigger, route);
    }

    @Override
    public void committed(List<Arrival> arrivals, List<Settlement> settlements, List<Settlement> superseded) {
        context.runOnContext(v -> {
            arrivals.forEach(this::arrived);
            settlements.forEach(this::settled);
            superseded.forEach(this::released);
            forEachLane(Lane::pump);
            reportIdle();
        });
    }

    private void arrived(Arrival arrival) {
        accepted++;
        for (String trigger : arrival.triggers()) {
            Route route = routes.get(trigger);
            if (route != null) {
                route.tally().arrived();
                route.subscriber().offer(new Parcel(arrival.stored(), trigger, Progress.fresh()));
            }
        }
        listener.on(Signals.of(arrival));
    }

    private void settled(Settlement settlement) {
        Route route = routes.get(settlement.parcel().trigger());
        if (route != null) {
            route.tally().settled(settlement);
        }
        released(settlement);
    }

    private void released(Settlement settlement) {
        Route route = routes.get(settlement.parcel().trigger());
        if (route != null) {
            route.forEachLane(lane -> lane.settled(settlement));
        }
        listener.on(Signals.of(settlement));
        if (settlement.droppedReply() != null) {
            var parcel = settlement.parcel();
            LOG.log(
                    Level.WARNING,
                    "A reply to event " + parcel.sequence() + " was dropped: its chain of replies is too long. Trigger "
                            + parcel.trigger() + " may be part of a circle.");
            listener.on(new BrokerSignal.ReplyDropped(parcel.sequence(), settlement.droppedReply(), parcel.trigger()));
        }
    }

    @Override
    public void paused(String reason) {
        context.runOnContext(v -> {
            pausedBecause = reason;
            forEachLane(Lane::pause);
            listener.on(new BrokerSignal.Paused(reason));
        });
    }

    @Override
    public void resumed(Survey survey) {
        context.runOnContext(v -> {
            pausedBecause = null;
            findOrphans(survey);
            routes.values().forEach(route -> route.tally().survey(survey));
            if (!closing) {
                forEachLane(lane -> lane.resume(survey.lastSequence()));
            }
            listener.on(new BrokerSignal.Resumed());
        });
    }

    private void findOrphans(Survey survey) {
        orphaned.clear();
        survey.counts().forEach((trigger, counts) -> {
            long open =
                    survey.count(trigger, DeliveryState.PENDING) + survey.count(trigger, DeliveryState.DEAD_LETTERING);
            if (open > 0 && !routes.containsKey(trigger)) {
                orphaned.put(trigger, open);
                LOG.log(
                        Level.WARNING,
                        open + " deliveries wait for Trigger " + trigger
                                + ", which is not among the manifests; they go on when it is back.");
            }
        });
    }

    /** A snapshot. */
    public Future<BrokerStatus> status() {
        Promise<BrokerStatus> status = Promise.promise();
        context.runOnContext(v -> status.complete(new BrokerStatus(
                pausedBecause,
                accepted,
                routes.values().stream()
                        .map(route -> route.tally().snapshot(route.inFlight()))
                        .toList(),
                Map.copyOf(orphaned))));
        return status.future();
    }

    /** Sends nothing more; completes when nothing is in flight, or when the grace is over. */
    public Future<Void> drain(Duration grace) {
        Promise<Void> idle = Promise.promise();
        context.runOnContext(v -> {
            closing = true;
            forEachLane(Lane::pause);
            whenIdle = idle::tryComplete;
            timers.after(grace, idle::tryComplete);
            reportIdle();
        });
        return idle.future();
    }

    /** Called by lanes whenever an attempt ended. */
    void reportIdle() {
        if (closing && routes.values().stream().allMatch(route -> route.inFlight() == 0)) {
            whenIdle.run();
        }
    }

    private void forEachLane(Consumer<Lane> action) {
        routes.values().forEach(route -> route.forEachLane(action));
    }
}
