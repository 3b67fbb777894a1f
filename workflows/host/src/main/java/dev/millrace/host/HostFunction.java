package dev.millrace.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Payload;
import dev.millrace.host.ingress.Ingress;
import dev.millrace.platform.event.Entrance;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;

/** Events in; each starts a workflow, wakes one, or is for none. */
public class HostFunction {

    private final Entrance entrance;
    private final Ingress ingress;

    HostFunction(Entrance entrance, Ingress ingress) {
        this.entrance = entrance;
        this.ingress = ingress;
    }

    @Funq("workflows-host")
    public Uni<CloudEvent<JsonNode>> take(CloudEvent<byte[]> event) {
        return entrance.receive(event, Payload.class, ingress::take);
    }
}
