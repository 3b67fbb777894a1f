package dev.millrace.hookvalidation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.events.HookEvent;
import dev.millrace.contracts.events.HookEvent.Received;
import dev.millrace.platform.event.Entrance;
import dev.millrace.platform.event.Answer;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;

/** A received hook in; what it means out. */
public class HookValidationFunction {

    @Inject
    Entrance entrance;

    @Funq("hook-validation")
    public Uni<CloudEvent<JsonNode>> validate(CloudEvent<byte[]> event) {
        return entrance.receive(event, HookEvent.class, hook -> Uni.createFrom().item(Answer.done()));
    }
}
