package dev.millrace.host.ingress;

import dev.millrace.contracts.Payload;
import dev.millrace.durable.Alarm;
import dev.millrace.durable.AlarmWork;
import dev.millrace.durable.TicketToPullRequest;
import dev.millrace.durable.steps.TicketWork;
import dev.millrace.durable.wire.Json;
import dev.millrace.engine.Delivered;
import dev.millrace.engine.EngineClient;
import dev.millrace.engine.EngineUnavailableException;
import dev.millrace.engine.StartRequest;
import dev.millrace.engine.Started;
import dev.millrace.host.engine.EngineRoom;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The engine's instances, without blocking. */
@Singleton
class Instances {

    private static final Logger LOG = Logger.getLogger(Instances.class);
    private static final Problem AWAY = Problem.unavailable("The workflow engine is unavailable. Try again.");

    private final EngineRoom room;

    Instances(EngineRoom room) {
        this.room = room;
    }

    /** Starts a ticket's workflow, unless that generation was ever started. */
    Uni<Void> start(TicketWork work) {
        return start(TicketToPullRequest.NAME, work.instanceId(), work, work.ticket());
    }

    /** Sets an alarm, unless it was ever set. */
    Uni<Void> start(AlarmWork work) {
        return start(Alarm.NAME, work.instanceId(), work, work.name());
    }

    private Uni<Void> start(String orchestrator, String instance, Record work, Object whose) {
        StartRequest request = StartRequest.of(orchestrator, instance)
                .withInput(new String(Json.bytes(work), StandardCharsets.UTF_8))
                .ifNeverSeen();
        return blocking(client -> client.start(request))
                .invoke(started -> {
                    if (started instanceof Started.Created created) {
                        LOG.infof("Workflow %s starts for %s", created.instanceId(), whose);
                    }
                })
                .replaceWithVoid();
    }

    Uni<Boolean> isRunning(String instance) {
        return blocking(client -> client.get(instance, false)
                .filter(found -> !found.status().isTerminal())
                .isPresent());
    }

    /** @param key of the event: the same one is raised once */
    Uni<Void> raise(String instance, String name, Payload data, String key) {
        String json = new String(Json.bytes(data), StandardCharsets.UTF_8);
        return blocking(client -> client.raise(instance, name, json, key))
                .invoke(delivered -> {
                    if (delivered instanceof Delivered.Unknown || delivered instanceof Delivered.Ended) {
                        LOG.infof("Workflow %s no longer waits for %s", instance, name);
                    }
                })
                .replaceWithVoid();
    }

    private interface Call<T> {
        T on(EngineClient client);
    }

    private <T> Uni<T> blocking(Call<T> call) {
        Supplier<T> work = () -> call.on(room.client());
        return Uni.createFrom()
                .item(work)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure(EngineUnavailableException.class)
                .transform(away -> new ProblemException(AWAY));
    }
}
