package dev.millrace.engine.grpc;

import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateInstanceRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetInstanceResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationState;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.PurgeInstanceFilter;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.QueryInstancesRequest;
import dev.millrace.engine.Instance;
import dev.millrace.engine.InstanceQuery;
import dev.millrace.engine.Purge;
import dev.millrace.engine.StartRequest;
import dev.millrace.engine.Status;
import dev.millrace.engine.history.Events;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** How the engine's values look in the protocol, and the other way round. */
final class States {

    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    private States() {}

    static GetInstanceResponse response(Optional<Instance> instance, boolean payloads) {
        var response = GetInstanceResponse.newBuilder().setExists(instance.isPresent());
        instance.ifPresent(found -> response.setOrchestrationState(state(found, payloads)));
        return response.build();
    }

    static OrchestrationState state(Instance instance, boolean payloads) {
        var state = OrchestrationState.newBuilder()
                .setInstanceId(instance.id())
                .setName(instance.name())
                .setOrchestrationStatus(instance.status().wire())
                .setCreatedTimestamp(Events.timestamp(instance.createdAt()))
                .setLastUpdatedTimestamp(Events.timestamp(instance.updatedAt()));
        if (instance.version() != null) {
            state.setVersion(StringValue.of(instance.version()));
        }
        if (instance.startAt() != null) {
            state.setScheduledStartTimestamp(Events.timestamp(instance.startAt()));
        }
        if (instance.failure() != null) {
            state.setFailureDetails(instance.failure().wire());
        }
        if (payloads) {
            addPayloads(instance, state);
        }
        return state.build();
    }

    private static void addPayloads(Instance instance, OrchestrationState.Builder state) {
        if (instance.input() != null) {
            state.setInput(StringValue.of(instance.input()));
        }
        if (instance.output() != null) {
            state.setOutput(StringValue.of(instance.output()));
        }
        if (instance.customStatus() != null) {
            state.setCustomStatus(StringValue.of(instance.customStatus()));
        }
    }

    static StartRequest start(CreateInstanceRequest request) {
        String id = request.getInstanceId().isEmpty() ? UUID.randomUUID().toString() : request.getInstanceId();
        return StartRequest.of(request.getName(), id)
                .withVersion(request.hasVersion() ? request.getVersion().getValue() : null)
                .withInput(request.hasInput() ? request.getInput().getValue() : null)
                .at(request.hasScheduledStartTimestamp() ? Events.instant(request.getScheduledStartTimestamp()) : null);
    }

    /** Whether only statuses are asked for that no instance of this engine ever has. */
    static boolean selectsNothing(Collection<OrchestrationStatus> wire) {
        return !wire.isEmpty() && statuses(wire).isEmpty();
    }

    static InstanceQuery query(QueryInstancesRequest request) {
        var query = request.getQuery();
        int limit = query.getMaxInstanceCount() <= 0 ? PAGE : Math.min(LARGEST_PAGE, query.getMaxInstanceCount());
        String token = query.getContinuationToken().getValue();
        String prefix = query.getInstanceIdPrefix().getValue();
        return new InstanceQuery(
                statuses(query.getRuntimeStatusList()),
                query.hasCreatedTimeFrom() ? Events.instant(query.getCreatedTimeFrom()) : null,
                query.hasCreatedTimeTo() ? Events.instant(query.getCreatedTimeTo()) : null,
                prefix.isEmpty() ? null : prefix,
                limit,
                token.isEmpty() ? null : token,
                query.getFetchInputsAndOutputs());
    }

    static Purge purge(PurgeInstanceFilter filter) {
        return new Purge(
                statuses(filter.getRuntimeStatusList()),
                filter.hasCreatedTimeFrom() ? Events.instant(filter.getCreatedTimeFrom()) : null,
                filter.hasCreatedTimeTo() ? Events.instant(filter.getCreatedTimeTo()) : null,
                null);
    }

    private static Set<Status> statuses(Collection<OrchestrationStatus> wire) {
        var statuses = new HashSet<Status>();
        for (OrchestrationStatus one : wire) {
            if (one == OrchestrationStatus.UNRECOGNIZED) {
                throw new IllegalArgumentException("The request asks for a status that this engine does not know.");
            }
            // Statuses that no instance of this engine ever has select nothing.
            if (one != OrchestrationStatus.ORCHESTRATION_STATUS_CONTINUED_AS_NEW
                    && one != OrchestrationStatus.ORCHESTRATION_STATUS_CANCELED) {
                statuses.add(Status.of(one.getNumber()));
            }
        }
        return statuses;
    }
}
