package dev.millrace.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.NewOrchestrationInstanceOptions;
import com.microsoft.durabletask.OrchestrationMetadata;
import dev.millrace.durable.Alarm;
import dev.millrace.durable.AlarmWork;
import dev.millrace.durable.TicketToPullRequest;
import dev.millrace.durable.steps.TicketWork;
import dev.millrace.durable.wire.Json;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The instances of the task hub. Every method throws {@link StatusRuntimeException} when the hub is away. */
final class Instances {

    private final DurableTaskClient client;

    Instances(DurableTaskClient client) {
        this.client = client;
    }

    /** Starts a ticket's workflow, unless the hub knows the id: it would start an ended one again. */
    void start(TicketWork work) {
        start(TicketToPullRequest.NAME, work.instanceId(), work);
    }

    /** Sets an alarm, unless the hub knows the id. */
    void start(AlarmWork work) {
        start(Alarm.NAME, work.instanceId(), work);
    }

    private void start(String orchestrator, String instance, Record work) {
        if (find(instance).isInstanceFound()) {
            return;
        }
        var options =
                new NewOrchestrationInstanceOptions().setInstanceId(instance).setInput(Json.tree(work));
        try {
            client.scheduleNewOrchestrationInstance(orchestrator, options);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
        }
    }

    boolean isRunning(String instance) {
        OrchestrationMetadata found = find(instance);
        return found.isInstanceFound() && !found.isCompleted();
    }

    /** Raises an event. An unknown or ended instance lets it pass. */
    void raise(String instance, String event, JsonNode data) {
        if (isRunning(instance)) {
            client.raiseEvent(instance, event, data);
        }
    }

    OrchestrationMetadata find(String instance) {
        return client.getInstanceMetadata(instance, false);
    }

    OrchestrationMetadata findWithPayloads(String instance) {
        return client.getInstanceMetadata(instance, true);
    }
}
