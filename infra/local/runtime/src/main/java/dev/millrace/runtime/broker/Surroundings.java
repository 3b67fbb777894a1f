package dev.millrace.runtime.broker;

import dev.millrace.runtime.broker.dispatch.Timers;
import dev.millrace.runtime.broker.signal.BrokerListener;
import dev.millrace.runtime.broker.topology.Trigger;
import dev.millrace.runtime.serving.Activator;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;

/**
 * What the broker needs from the house.
 *
 * @param context event loop that delivery lives on
 * @param dataSource pool of the role {@code broker}: three connections suffice; let it give up on a connection within
 *     a few seconds, because senders wait that long for their 503
 * @param concurrency how many events a Trigger's subscriber takes at once
 * @param timers run on {@code context}
 */
public record Surroundings(
        Vertx vertx,
        Context context,
        DataSource dataSource,
        Activator activator,
        ToIntFunction<Trigger> concurrency,
        BrokerListener listener,
        Clock clock,
        Timers timers) {

    /** Real time on an event loop of its own. */
    public static Surroundings of(
            Vertx vertx,
            DataSource dataSource,
            Activator activator,
            ToIntFunction<Trigger> concurrency,
            BrokerListener listener) {
        Context context = vertx.getOrCreateContext();
        return new Surroundings(
                vertx,
                context,
                dataSource,
                activator,
                concurrency,
                listener,
                Clock.systemUTC(),
                new LoopTimers(vertx, context));
    }
}
