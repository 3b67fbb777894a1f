package dev.millrace.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.AlarmEvent;
import dev.millrace.contracts.events.BudgetEvent;
import dev.millrace.contracts.events.NotificationEvent;
import dev.millrace.notification.message.Note;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.event.Entrance;
import dev.millrace.platform.problem.Problem;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;

/** What people are to be told in, what became of it out. It asks nobody to be told anything, so it cannot go in circles. */
public class NotificationFunction {

    private static final Problem NOT_OURS = Problem.unintelligible(
            "This function takes notifications that are asked for, budgets that were reached, and its alarms.");

    private final Entrance entrance;
    private final Telling telling;
    private final Flushing flushing;

    NotificationFunction(Entrance entrance, Telling telling, Flushing flushing) {
        this.entrance = entrance;
        this.telling = telling;
        this.flushing = flushing;
    }

    @Funq("notification")
    public Uni<CloudEvent<JsonNode>> take(CloudEvent<byte[]> event) {
        return entrance.receive(event, Payload.class, this::answer);
    }

    private Uni<Answer> answer(Delivery<Payload> delivery) {
        return switch (delivery.data()) {
            case NotificationEvent.Requested wish -> telling.tell(delivery, Note.of(delivery.event(), wish));
            case BudgetEvent.Reached reached -> telling.tell(delivery, Note.of(delivery.event(), reached));
            case AlarmEvent.Rang alarm ->
                alarm.name().equals(Alarms.NAME)
                        ? flushing.flush(delivery, alarm.at())
                        : Uni.createFrom().item(Answer.done());
            default -> Uni.createFrom().item(new Answer.Refused(NOT_OURS));
        };
    }
}
