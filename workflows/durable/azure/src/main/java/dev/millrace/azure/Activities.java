package dev.millrace.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.TaskActivityContext;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.millrace.durable.Workflows;
import dev.millrace.durable.functions.Signals;
import dev.millrace.durable.wire.Json;
import java.nio.charset.StandardCharsets;

/**
 * A function for each activity. Its input comes as JSON text. Its result leaves as maps, lists and texts: the worker
 * writes those as JSON with its own library, but a text that holds JSON would become a JSON string.
 */
public class Activities {

    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final Signals NONE = signal -> {
        throw new IllegalStateException("Only the activity 'raise' has a client; give this one the binding too");
    };

    private final Room room;

    public Activities() {
        this(Room.shared());
    }

    Activities(Room room) {
        this.room = room;
    }

    @FunctionName("publish")
    public Object publish(@DurableActivityTrigger(name = "input") String input) {
        return run("publish", input, NONE);
    }

    @FunctionName("raise")
    public Object raise(
            @DurableActivityTrigger(name = "input") String input,
            @DurableClientInput(name = "client") DurableClientContext context) {
        try (DurableTaskClient client = context.getClient()) {
            var instances = new Instances(client);
            return run("raise", input, signal -> instances.raise(signal.instance(), signal.event(), signal.data()));
        }
    }

    @FunctionName("MakePlanPrompt")
    public Object makePlanPrompt(@DurableActivityTrigger(name = "input") String input) {
        return run("MakePlanPrompt", input, NONE);
    }

    @FunctionName("ReadPlan")
    public Object readPlan(@DurableActivityTrigger(name = "input") String input) {
        return run("ReadPlan", input, NONE);
    }

    @FunctionName("MakeEditPrompt")
    public Object makeEditPrompt(@DurableActivityTrigger(name = "input") String input) {
        return run("MakeEditPrompt", input, NONE);
    }

    @FunctionName("ReadEdits")
    public Object readEdits(@DurableActivityTrigger(name = "input") String input) {
        return run("ReadEdits", input, NONE);
    }

    @FunctionName("MakeFixPrompt")
    public Object makeFixPrompt(@DurableActivityTrigger(name = "input") String input) {
        return run("MakeFixPrompt", input, NONE);
    }

    @FunctionName("MergeEdits")
    public Object mergeEdits(@DurableActivityTrigger(name = "input") String input) {
        return run("MergeEdits", input, NONE);
    }

    private Object run(String name, String input, Signals signals) {
        var call = new Call(name, Json.parse(input.getBytes(StandardCharsets.UTF_8)));
        Object result = Workflows.activities(room.publisher(), signals, room.contents()).stream()
                .filter(activity -> activity.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .create()
                .run(call);
        return PLAIN.convertValue(result, Object.class);
    }

    private record Call(String name, JsonNode input) implements TaskActivityContext {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public <T> T getInput(Class<T> type) {
            return type.cast(input);
        }
    }
}
