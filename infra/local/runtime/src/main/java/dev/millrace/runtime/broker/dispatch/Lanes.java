package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.store.Backlog;
import dev.millrace.runtime.broker.store.Journal;
import dev.millrace.runtime.broker.topology.Backoff;
import dev.millrace.runtime.broker.topology.Topology;
import dev.millrace.runtime.broker.topology.Trigger;
import dev.millrace.runtime.serving.Activator;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Lays the lanes of a topology. */
public record Lanes(
        Topology topology,
        LaneLimits limits,
        Backlog backlog,
        HttpClient client,
        Activator activator,
        ToIntFunction<Trigger> concurrency,
        Context context,
        Clock clock,
        Timers timers) {

    /** Gives the dispatcher the lanes of every Trigger. */
    public void layFor(Dispatcher dispatcher, Journal journal) {
        var courier = new Courier(client, activator, timers, context, clock, limits.eventBytes());
        var tools = new Lane.Tools(backlog, journal, courier, context, clock, timers, dispatcher::reportIdle);
        var replies = new Replies(topology, limits.longestReplyChain());
        for (Trigger trigger : topology.triggers()) {
            var stage = new SubscriberStage(trigger, replies, limits.longestRetryAfter());
            var subscriber = lane(trigger, stage, Math.max(1, concurrency.applyAsInt(trigger)), tools);
            dispatcher.add(
                    trigger.name(),
                    new Dispatcher.Route(subscriber, sink(trigger, replies, tools), new Tally(trigger.name(), clock)));
        }
    }

    private @Nullable Lane sink(Trigger trigger, Replies replies, Lane.Tools tools) {
        var sink = trigger.delivery().deadLetterSink();
        if (sink == null) {
            return null;
        }
        var backoff = new Backoff.Capped(new Backoff.Exponential(Duration.ofMillis(200)), limits.longestWaitForSink());
        return lane(trigger, new SinkStage(trigger, sink, replies, backoff), limits.sinkConcurrency(), tools);
    }

    private Lane lane(Trigger trigger, Stage stage, int concurrency, Lane.Tools tools) {
        var window = new Window(limits.windowEvents(), limits.windowBytes());
        return new Lane(trigger.name(), stage, concurrency, limits.page(), window, tools);
    }
}
