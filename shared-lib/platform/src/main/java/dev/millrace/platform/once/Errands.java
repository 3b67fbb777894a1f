package dev.millrace.platform.once;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Effects outside that block, such as those on a code host: {@link Once#outside} on virtual threads. */
@Singleton
public class Errands {

    private final Once once;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Errands(Once once, Clock clock) {
        this.once = once;
        this.clock = clock;
    }

    /** Waits for what is under way. */
    @PreDestroy
    void stop() {
        threads.close();
    }

    /**
     * @param lease how long the work may take before another delivery may try
     * @param work runs once, and gives what the delivery is replied with; the stage of the reply is the record's name
     */
    public Uni<Answer> run(Delivery<?> delivery, Duration lease, Supplier<? extends Payload> work) {
        return once.outside(
                delivery,
                lease,
                claim -> Uni.createFrom()
                        .<Answer>item(() -> reply(delivery, work.get()))
                        .runSubscriptionOn(threads)
                        .emitOn(MutinyHelper.executor(Vertx.currentContext())));
    }

    private Answer reply(Delivery<?> delivery, Payload payload) {
        Event<?> event = delivery.event();
        return new Answer.Reply(delivery.reply(payload.getClass().getSimpleName(), payload, event.context(), clock));
    }
}
