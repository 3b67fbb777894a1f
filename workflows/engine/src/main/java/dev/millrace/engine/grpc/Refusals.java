package dev.millrace.engine.grpc;

import dev.millrace.engine.EngineUnavailableException;
import dev.millrace.engine.store.StoreException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** What a caller hears when it does not get what it asked for: what to do, and no internals. */
final class Refusals {

    private static final System.Logger LOG = System.getLogger(Refusals.class.getName());

    private Refusals() {}

    static StatusRuntimeException of(RuntimeException e) {
        return switch (e) {
            case StatusRuntimeException refusal -> refusal;
            case IllegalArgumentException bad ->
                Status.INVALID_ARGUMENT.withDescription(bad.getMessage()).asRuntimeException();
            case EngineUnavailableException away -> away(away);
            case StoreException away when away.isPassing() -> away(away);
            default -> {
                LOG.log(System.Logger.Level.ERROR, "A call failed", e);
                yield Status.INTERNAL
                        .withDescription("The engine could not do this. Its log has the cause.")
                        .asRuntimeException();
            }
        };
    }

    private static StatusRuntimeException away(RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "A call could not be answered: {0}", e.getMessage());
        return unavailable();
    }

    static StatusRuntimeException unavailable() {
        return Status.UNAVAILABLE
                .withDescription("The engine or its store is away. Try again.")
                .asRuntimeException();
    }

    static StatusRuntimeException unknown(String id) {
        return Status.NOT_FOUND
                .withDescription("No instance has the id '" + id + "'.")
                .asRuntimeException();
    }

    static StatusRuntimeException exists(String id) {
        return Status.ALREADY_EXISTS
                .withDescription("An instance with the id '" + id + "' has not ended. Use another id, or terminate it.")
                .asRuntimeException();
    }

    static StatusRuntimeException protectedHub() {
        return Status.FAILED_PRECONDITION
                .withDescription("This engine does not let callers delete everything. Start it with --allow-recreate.")
                .asRuntimeException();
    }
}
