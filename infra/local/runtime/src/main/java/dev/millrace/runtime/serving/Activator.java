package dev.millrace.runtime.serving;

import io.vertx.core.Future;
import java.time.Duration;

/** Hands out the right to send one request to a service, starting a process when there is none. */
public interface Activator {

    /**
     * Waits for room at a ready instance of a service.
     *
     * @param service name of the Knative Service
     * @param patience how long the request may wait in the queue
     * @return a seat that the caller must close; fails with {@link NoSeat} when none came free in time
     */
    Future<Seat> seat(String service, Duration patience);
}
