package dev.millrace.host.engine;

import dev.millrace.durable.functions.Publication;
import dev.millrace.durable.functions.Publisher;
import dev.millrace.platform.event.Sink;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Commands on their way to the broker. Called by activities, on threads that may wait. */
@Singleton
class BrokerPublisher implements Publisher {

    private final Sink sink;
    private final Clock clock;

    BrokerPublisher(Sink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    @Override
    public void publish(Publication publication) {
        sink.publish(publication.at(clock.instant())).await().indefinitely();
    }
}
