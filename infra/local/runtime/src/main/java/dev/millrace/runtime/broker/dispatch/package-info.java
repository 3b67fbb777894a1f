/**
 * Brings stored events to their subscribers. Each Trigger has lanes of its own, so that none waits for another;
 * everything here lives on one event loop and needs no locks.
 */
@NullMarked
package dev.millrace.runtime.broker.dispatch;

import org.jspecify.annotations.NullMarked;
