package dev.millrace.runtime.broker.topology;

import dev.millrace.runtime.broker.filter.EventFilter;

/** One subscription to the Broker's events. */
public record Trigger(String name, EventFilter filter, Destination subscriber, Delivery delivery) {}
