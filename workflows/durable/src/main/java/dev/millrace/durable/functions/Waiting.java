package dev.millrace.durable.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import dev.millrace.durable.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Waits for whichever comes first. What came together is taken in the order of the {@code on} calls. An event that is
 * not what its name promises is passed over, as if it had never come.
 *
 * @param <T> what the waiting one makes of what came
 */
public final class Waiting<T> {

    private final Mailbox mailbox;
    private final List<Arm<T>> arms = new ArrayList<>();

    Waiting(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    private sealed interface Arm<T> {

        Task<JsonNode> task(Mailbox mailbox);

        /** @return empty for what is passed over */
        Optional<T> take(Mailbox mailbox);
    }

    private record EventArm<P, T>(String event, Class<P> type, Function<? super P, ? extends T> then)
            implements Arm<T> {

        @Override
        public Task<JsonNode> task(Mailbox mailbox) {
            return mailbox.event(event);
        }

        @Override
        public Optional<T> take(Mailbox mailbox) {
            JsonNode data = mailbox.event(event).await();
            mailbox.usedUp(event);
            return read(data).map(then);
        }

        private Optional<P> read(JsonNode data) {
            try {
                return Optional.of(Json.read(data, type));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    private record ChildArm<P, T>(
            Task<JsonNode> child,
            Class<P> type,
            Function<? super P, ? extends T> then,
            Function<RuntimeException, ? extends T> fault)
            implements Arm<T> {

        @Override
        public Task<JsonNode> task(Mailbox mailbox) {
            return child;
        }

        @Override
        public Optional<T> take(Mailbox mailbox) {
            P result;
            try {
                result = Json.read(child.await(), type);
            } catch (TaskFailedException | IllegalArgumentException e) {
                return Optional.of(fault.apply(e));
            }
            return Optional.of(then.apply(result));
        }
    }

    public <P> Waiting<T> on(String event, Class<P> type, Function<? super P, ? extends T> then) {
        arms.add(new EventArm<>(event, type, then));
        return this;
    }

    /** @param fault what to make of a child that failed, or whose result is not what it should be */
    public <P> Waiting<T> onChild(
            Task<JsonNode> child,
            Class<P> type,
            Function<? super P, ? extends T> then,
            Function<RuntimeException, ? extends T> fault) {
        arms.add(new ChildArm<>(child, type, then, fault));
        return this;
    }

    /** @return empty when the time has come and nothing else has */
    public Optional<T> until(Instant deadline) {
        while (true) {
            mailbox.awaitAny(tasks(), deadline);
            Optional<Arm<T>> first = first();
            if (first.isEmpty()) {
                return Optional.empty();
            }
            Optional<T> taken = first.get().take(mailbox);
            if (taken.isPresent()) {
                return taken;
            }
        }
    }

    /** Waits without end: only for what is certain to come, such as a child's end. */
    public T forever() {
        while (true) {
            mailbox.awaitAny(tasks());
            Optional<T> taken = first().flatMap(arm -> arm.take(mailbox));
            if (taken.isPresent()) {
                return taken.get();
            }
        }
    }

    private List<Task<?>> tasks() {
        List<Task<?>> tasks = new ArrayList<>();
        arms.forEach(arm -> tasks.add(arm.task(mailbox)));
        return tasks;
    }

    private Optional<Arm<T>> first() {
        return arms.stream().filter(arm -> arm.task(mailbox).isDone()).findFirst();
    }
}
