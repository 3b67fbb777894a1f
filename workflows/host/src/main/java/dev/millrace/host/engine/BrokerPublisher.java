package dev.millrace.host.engine;

import dev.millrace.contracts.Event;
import dev.millrace.durable.functions.Publication;
import dev.millrace.durable.functions.Publisher;
import dev.millrace.platform.event.Sink;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;

/** Commands on their way to the broker. Called by activities, on threads that may wait. */
@Singleton
class BrokerPublisher implements Publisher {

    private static final URI SOURCE = URI.create("/workflows/ticket-to-pull-request");

    private final Sink sink;
    private final Clock clock;

    BrokerPublisher(Sink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    @Override
    public void publish(Publication publication) {
        var event = new Event<>(
                publication.id(),
                SOURCE,
                publication.type(),
                clock.instant(),
                publication.context(),
                publication.data());
        sink.publish(event).await().indefinitely();
    }
}
