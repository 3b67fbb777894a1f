package dev.millrace.engine.grpc;

import com.google.protobuf.Empty;
import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteTaskResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateInstanceRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateInstanceResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateTaskHubRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateTaskHubResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.DeleteTaskHubRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.DeleteTaskHubResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetInstanceRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetInstanceResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetWorkItemsRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.PurgeInstanceFilter;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.PurgeInstancesRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.PurgeInstancesResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.QueryInstancesRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.QueryInstancesResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.RaiseEventRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.RaiseEventResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ResumeRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ResumeResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SuspendRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SuspendResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TerminateRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TerminateResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.WorkItem;
import com.microsoft.durabletask.implementation.protobuf.TaskHubSidecarServiceGrpc.TaskHubSidecarServiceImplBase;
import dev.millrace.engine.Delivered;
import dev.millrace.engine.EngineClient;
import dev.millrace.engine.Instance;
import dev.millrace.engine.InstancePage;
import dev.millrace.engine.Started;
import dev.millrace.engine.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The protocol's calls, each answered when its effect is durable. */
final class SidecarService extends TaskHubSidecarServiceImplBase {

    private final EngineClient client;
    private final RemoteWorkers workers;
    private final boolean mayRecreate;

    /**
     * Makes the service.
     *
     * @param mayRecreate whether a caller may delete everything
     */
    SidecarService(EngineClient client, RemoteWorkers workers, boolean mayRecreate) {
        this.client = client;
        this.workers = workers;
        this.mayRecreate = mayRecreate;
    }

    private static <R> void answer(StreamObserver<R> observer, Supplier<R> work) {
        try {
            R response = work.get();
            observer.onNext(response);
            observer.onCompleted();
        } catch (RuntimeException e) {
            observer.onError(Refusals.of(e));
        }
    }

    @Override
    public void hello(Empty request, StreamObserver<Empty> observer) {
        answer(observer, Empty::getDefaultInstance);
    }

    @Override
    public void startInstance(CreateInstanceRequest request, StreamObserver<CreateInstanceResponse> observer) {
        answer(observer, () -> {
            Started started = client.start(States.start(request));
            if (!(started instanceof Started.Created)) {
                throw Refusals.exists(started.instanceId());
            }
            return CreateInstanceResponse.newBuilder()
                    .setInstanceId(started.instanceId())
                    .build();
        });
    }

    @Override
    public void getInstance(GetInstanceRequest request, StreamObserver<GetInstanceResponse> observer) {
        boolean payloads = request.getGetInputsAndOutputs();
        answer(observer, () -> States.response(client.get(request.getInstanceId(), payloads), payloads));
    }

    @Override
    public void waitForInstanceStart(GetInstanceRequest request, StreamObserver<GetInstanceResponse> observer) {
        await(request, status -> status != Status.PENDING, observer);
    }

    @Override
    public void waitForInstanceCompletion(GetInstanceRequest request, StreamObserver<GetInstanceResponse> observer) {
        await(request, Status::isTerminal, observer);
    }

    private void await(
            GetInstanceRequest request, Predicate<Status> goal, StreamObserver<GetInstanceResponse> observer) {
        boolean payloads = request.getGetInputsAndOutputs();
        CompletableFuture<Optional<Instance>> found = client.until(request.getInstanceId(), goal, payloads);
        ((ServerCallStreamObserver<GetInstanceResponse>) observer).setOnCancelHandler(() -> found.cancel(false));
        var _ = found.whenComplete((instance, failure) -> answer(observer, () -> {
            if (failure != null) {
                throw Refusals.unavailable();
            }
            if (instance.isEmpty()) {
                throw Refusals.unknown(request.getInstanceId());
            }
            return States.response(instance, payloads);
        }));
    }

    @Override
    public void raiseEvent(RaiseEventRequest request, StreamObserver<RaiseEventResponse> observer) {
        answer(observer, () -> {
            String input = request.hasInput() ? request.getInput().getValue() : null;
            requireKnown(request.getInstanceId(), client.raise(request.getInstanceId(), request.getName(), input));
            return RaiseEventResponse.getDefaultInstance();
        });
    }

    @Override
    public void terminateInstance(TerminateRequest request, StreamObserver<TerminateResponse> observer) {
        answer(observer, () -> {
            String output = request.hasOutput() ? request.getOutput().getValue() : null;
            requireKnown(request.getInstanceId(), client.terminate(request.getInstanceId(), output));
            return TerminateResponse.getDefaultInstance();
        });
    }

    @Override
    public void suspendInstance(SuspendRequest request, StreamObserver<SuspendResponse> observer) {
        answer(observer, () -> {
            String reason = request.hasReason() ? request.getReason().getValue() : null;
            requireKnown(request.getInstanceId(), client.suspend(request.getInstanceId(), reason));
            return SuspendResponse.getDefaultInstance();
        });
    }

    @Override
    public void resumeInstance(ResumeRequest request, StreamObserver<ResumeResponse> observer) {
        answer(observer, () -> {
            String reason = request.hasReason() ? request.getReason().getValue() : null;
            requireKnown(request.getInstanceId(), client.resume(request.getInstanceId(), reason));
            return ResumeResponse.getDefaultInstance();
        });
    }

    private static void requireKnown(String id, Delivered delivered) {
        if (delivered instanceof Delivered.Unknown) {
            throw Refusals.unknown(id);
        }
    }

    @Override
    public void queryInstances(QueryInstancesRequest request, StreamObserver<QueryInstancesResponse> observer) {
        answer(observer, () -> {
            boolean payloads = request.getQuery().getFetchInputsAndOutputs();
            if (States.selectsNothing(request.getQuery().getRuntimeStatusList())) {
                return QueryInstancesResponse.getDefaultInstance();
            }
            InstancePage page = client.query(States.query(request));
            var response = QueryInstancesResponse.newBuilder();
            page.instances().forEach(instance -> response.addOrchestrationState(States.state(instance, payloads)));
            if (page.continuation() != null) {
                response.setContinuationToken(StringValue.of(page.continuation()));
            }
            return response.build();
        });
    }

    @Override
    public void purgeInstances(PurgeInstancesRequest request, StreamObserver<PurgeInstancesResponse> observer) {
        answer(observer, () -> {
            int count = switch (request.getRequestCase()) {
                case INSTANCEID -> client.purge(request.getInstanceId()) ? 1 : 0;
                case PURGEINSTANCEFILTER -> purge(request.getPurgeInstanceFilter());
                case REQUEST_NOT_SET -> throw new IllegalArgumentException("Name an instance or a filter to purge.");
            };
            return PurgeInstancesResponse.newBuilder()
                    .setDeletedInstanceCount(count)
                    .build();
        });
    }

    private int purge(PurgeInstanceFilter filter) {
        return States.selectsNothing(filter.getRuntimeStatusList()) ? 0 : client.purge(States.purge(filter));
    }

    @Override
    public void createTaskHub(CreateTaskHubRequest request, StreamObserver<CreateTaskHubResponse> observer) {
        answer(observer, () -> {
            if (request.getRecreateIfExists()) {
                recreate();
            }
            return CreateTaskHubResponse.getDefaultInstance();
        });
    }

    @Override
    public void deleteTaskHub(DeleteTaskHubRequest request, StreamObserver<DeleteTaskHubResponse> observer) {
        answer(observer, () -> {
            recreate();
            return DeleteTaskHubResponse.getDefaultInstance();
        });
    }

    private void recreate() throws StatusRuntimeException {
        if (!mayRecreate) {
            throw Refusals.protectedHub();
        }
        client.clear();
    }

    @Override
    public void getWorkItems(GetWorkItemsRequest request, StreamObserver<WorkItem> observer) {
        workers.connect((ServerCallStreamObserver<WorkItem>) observer);
    }

    @Override
    public void completeOrchestratorTask(OrchestratorResponse response, StreamObserver<CompleteTaskResponse> observer) {
        answer(observer, () -> {
            workers.answered(response);
            return CompleteTaskResponse.getDefaultInstance();
        });
    }

    @Override
    public void completeActivityTask(ActivityResponse response, StreamObserver<CompleteTaskResponse> observer) {
        answer(observer, () -> {
            workers.answered(response);
            return CompleteTaskResponse.getDefaultInstance();
        });
    }
}
