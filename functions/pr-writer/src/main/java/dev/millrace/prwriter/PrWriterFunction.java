package dev.millrace.prwriter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.event.Entrance;
import dev.millrace.platform.once.Errands;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;

/** A command about a ticket or a pull request in, what became of it out. */
public class PrWriterFunction {

    private final Entrance entrance;
    private final Errands errands;
    private final Commands commands;
    private final PrWriterConfig config;

    PrWriterFunction(Entrance entrance, Errands errands, Commands commands, PrWriterConfig config) {
        this.entrance = entrance;
        this.errands = errands;
        this.commands = commands;
        this.config = config;
    }

    @Funq("pr-writer")
    public Uni<CloudEvent<JsonNode>> write(CloudEvent<byte[]> event) {
        return entrance.receive(event, Payload.class, this::carryOut);
    }

    private Uni<Answer> carryOut(Delivery<Payload> delivery) {
        Event<Payload> event = delivery.event();
        return errands.run(
                delivery,
                config.lease(),
                () -> commands.carryOut(event.context().tenant(), event.id(), event.data()));
    }
}
