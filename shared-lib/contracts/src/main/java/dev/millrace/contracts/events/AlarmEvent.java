package dev.millrace.contracts.events;

import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.Payload;
import java.time.Instant;

/** What is to be done at a certain time, for functions that do not stay up until then. */
public sealed interface AlarmEvent extends Payload {

    /**
     * The same tenant, name and time ask for the same alarm, however often.
     *
     * @param name whose alarm it is: that of the function that asks
     * @param at when it is to ring; at once when that is past
     */
    @EventType("dev.millrace.alarm.requested.v1")
    @HandledBy("workflows-host")
    record Requested(String name, Instant at) implements AlarmEvent {}

    /** @param at when it was to ring, which is never later than now */
    @EventType("dev.millrace.alarm.rang.v1")
    record Rang(String name, Instant at) implements AlarmEvent {}
}
