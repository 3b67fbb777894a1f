/**
 * The local stand-in for the Knative Broker for Apache Kafka, durable in PostgreSQL. An event is on disk before it is
 * accepted, and stays pending there until its subscriber has taken it (knative/specs, eventing data plane).
 */
@NullMarked
package dev.millrace.runtime.broker;

import org.jspecify.annotations.NullMarked;
