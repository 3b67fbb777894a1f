/**
 * Runs workflows wherever there is no Azure Functions host. {@link dev.millrace.host.HostFunction} takes the events,
 * {@code ingress} finds the instance that each is for, {@code engine} runs the instances, {@code api} shows them to
 * operators.
 */
@NullMarked
package dev.millrace.host;

import org.jspecify.annotations.NullMarked;
