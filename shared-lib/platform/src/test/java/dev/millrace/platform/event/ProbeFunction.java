package dev.millrace.platform.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.events.TicketEvent;
import dev.millrace.contracts.events.TicketEvent.Opened;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;

/** Answers an opened ticket with itself; fails when the title says so. */
public class ProbeFunction {

    @Inject
    Entrance entrance;

    @Funq("probe")
    public Uni<CloudEvent<JsonNode>> probe(CloudEvent<byte[]> event) {
        return entrance.receive(event, TicketEvent.class, this::answer);
    }

    private Uni<Answer> answer(Delivery<TicketEvent> delivery) {
        return switch (delivery.data()) {
            case Opened opened
            when opened.title().equals("fail") -> throw new IllegalArgumentException("secret detail");
            case Opened opened
            when opened.title().equals("void") -> Uni.createFrom().item(Answer.done());
            case Opened opened ->
                Uni.createFrom()
                        .item(new Answer.Reply(delivery.reply(
                                "echo",
                                opened,
                                delivery.event().context().correlatedBy(opened.ticket()),
                                Clock.systemUTC())));
            case TicketEvent.Reopened reopened -> Uni.createFrom().item(Answer.done());
        };
    }
}
