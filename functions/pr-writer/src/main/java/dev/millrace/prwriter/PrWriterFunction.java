package dev.millrace.prwriter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.event.Entrance;
import dev.millrace.platform.once.Once;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A command about a ticket or a pull request in, what became of it out. */
public class PrWriterFunction {

    private final Entrance entrance;
    private final Once once;
    private final Commands commands;
    private final PrWriterConfig config;
    private final Clock clock;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    PrWriterFunction(Entrance entrance, Once once, Commands commands, PrWriterConfig config, Clock clock) {
        this.entrance = entrance;
        this.once = once;
        this.commands = commands;
        this.config = config;
        this.clock = clock;
    }

    @PreDestroy
    void stop() {
        workers.close();
    }

    @Funq("pr-writer")
    public Uni<CloudEvent<JsonNode>> write(CloudEvent<byte[]> event) {
        return entrance.receive(event, Payload.class, this::carryOut);
    }

    private Uni<Answer> carryOut(Delivery<Payload> delivery) {
        return once.outside(
                delivery,
                config.lease(),
                claim -> Uni.createFrom()
                        .<Answer>item(() -> reply(delivery))
                        .runSubscriptionOn(workers)
                        .emitOn(MutinyHelper.executor(Vertx.currentContext())));
    }

    private Answer reply(Delivery<Payload> delivery) {
        Event<Payload> event = delivery.event();
        Payload reply = commands.carryOut(event.context().tenant(), event.id(), event.data());
        return new Answer.Reply(delivery.reply(reply.getClass().getSimpleName(), reply, event.context(), clock));
    }
}
