package dev.millrace.engine;

import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Why an instance or an activity failed.
 *
 * @param type class name of the exception, or a symbolic name
 * @param message never null, possibly empty
 * @param stackTrace empty when there is none
 */
public record Failure(String type, String message, String stackTrace, boolean isNonRetriable) {

    public Failure(String type, String message) {
        this(type, message, "", true);
    }

    /** An exception as the SDK shows it; a missing message becomes an empty one. */
    public static Failure of(Throwable thrown) {
        String stack = Arrays.stream(thrown.getStackTrace())
                .map(frame -> "\tat " + frame)
                .collect(Collectors.joining(System.lineSeparator()));
        return new Failure(
                thrown.getClass().getName(), Objects.requireNonNullElse(thrown.getMessage(), ""), stack, false);
    }

    public static Failure of(TaskFailureDetails wire) {
        return new Failure(
                wire.getErrorType(),
                wire.getErrorMessage(),
                wire.getStackTrace().getValue(),
                wire.getIsNonRetriable());
    }

    public TaskFailureDetails wire() {
        return TaskFailureDetails.newBuilder()
                .setErrorType(type)
                .setErrorMessage(message)
                .setStackTrace(StringValue.of(stackTrace))
                .setIsNonRetriable(isNonRetriable)
                .build();
    }
}
