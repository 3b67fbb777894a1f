package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.event.Event;
import dev.millrace.runtime.broker.store.DeliveryState;
import dev.millrace.runtime.broker.store.Parcel;
import dev.millrace.runtime.broker.store.Settlement;
import dev.millrace.runtime.broker.topology.Destination;
import java.time.Duration;

/** One stop on an event's way: where it goes, and what follows from the answer. */
interface Stage {

    /** The deliveries that stop here. */
    DeliveryState serves();

    Destination destination();

    Duration timeout();

    /** The event as this destination gets it. */
    Event outgoing(Parcel parcel);

    Settlement judge(Parcel parcel, Attempt attempt);
}
