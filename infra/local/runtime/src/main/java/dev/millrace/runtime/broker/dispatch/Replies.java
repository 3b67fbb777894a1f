package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.event.Event;
import dev.millrace.runtime.broker.store.Effort;
import dev.millrace.runtime.broker.store.Parcel;
import dev.millrace.runtime.broker.store.Routed;
import dev.millrace.runtime.broker.store.Settlement;
import dev.millrace.runtime.broker.topology.Topology;
import org.jspecify.annotations.Nullable;

/** Makes reply events part of the outcome, and ends chains of replies that go in circles. */
final class Replies {

    /** Replies that may still follow; other Knative brokers count the same way. */
    static final String TTL = "knativebrokerttl";

    private final Topology topology;
    private final int longestChain;

    Replies(Topology topology, int longestChain) {
        this.topology = topology;
        this.longestChain = longestChain;
    }

    Settlement taken(Parcel parcel, int status, @Nullable Event reply, Attempt attempt) {
        Effort effort = attempt.effort();
        if (reply == null) {
            return Settlement.of(parcel, parcel.progress().taken(status, null, effort), attempt.at());
        }
        Event origin = parcel.stored().event();
        int left = left(origin) - 1;
        if (left <= 0) {
            String note = "the reply was dropped: it ends a chain of " + longestChain + " replies (" + TTL + ")";
            return new Settlement(
                    parcel, parcel.progress().taken(status, note, effort), attempt.at(), null, reply, false);
        }
        Event routed = reply.with(TTL, Integer.toString(left))
                .inheriting("traceparent", origin)
                .inheriting("tracestate", origin);
        return new Settlement(
                parcel,
                parcel.progress().taken(status, null, effort),
                attempt.at(),
                new Routed(routed, topology.matching(routed)),
                null,
                false);
    }

    private int left(Event origin) {
        String ttl = origin.attribute(TTL);
        try {
            return ttl == null ? longestChain : Math.min(Integer.parseInt(ttl), longestChain);
        } catch (NumberFormatException e) {
            return longestChain;
        }
    }
}
