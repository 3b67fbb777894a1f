package dev.millrace.engine;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;

/** Where an instance stands. The numbers of the protocol are also those of the store. */
public enum Status {
    RUNNING(OrchestrationStatus.ORCHESTRATION_STATUS_RUNNING),
    COMPLETED(OrchestrationStatus.ORCHESTRATION_STATUS_COMPLETED),
    FAILED(OrchestrationStatus.ORCHESTRATION_STATUS_FAILED),
    TERMINATED(OrchestrationStatus.ORCHESTRATION_STATUS_TERMINATED),
    PENDING(OrchestrationStatus.ORCHESTRATION_STATUS_PENDING),
    SUSPENDED(OrchestrationStatus.ORCHESTRATION_STATUS_SUSPENDED);

    private final OrchestrationStatus wire;

    Status(OrchestrationStatus wire) {
        this.wire = wire;
    }

    public OrchestrationStatus wire() {
        return wire;
    }

    /** The stable number of this status. */
    public int number() {
        return wire.getNumber();
    }

    /** Completed, failed or terminated: nothing happens to the instance any more. */
    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED || this == TERMINATED;
    }

    /** Reads {@link #number()} back. */
    public static Status of(int number) {
        for (Status status : values()) {
            if (status.number() == number) {
                return status;
            }
        }
        throw new IllegalArgumentException("No status has the number " + number);
    }
}
