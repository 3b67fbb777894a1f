package dev.millrace.azure;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import java.util.Optional;

/** The door for CloudEvents: each starts a workflow, wakes one, or is for none. */
public class EventFunction {

    private final Room room;

    public EventFunction() {
        this(Room.shared());
    }

    EventFunction(Room room) {
        this.room = room;
    }

    @FunctionName("events")
    public HttpResponseMessage take(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "events",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @DurableClientInput(name = "client") DurableClientContext context,
            ExecutionContext execution) {
        Answer answer = switch (EventReader.read(request)) {
            case Reading.Refused(Answer.Refused refused) -> refused;
            case Reading.Understood(var event) -> {
                try (DurableTaskClient client = context.getClient()) {
                    yield new Ingress(new Instances(client), room.correlations(), execution.getLogger()).take(event);
                }
            }
        };
        return answer.to(request);
    }
}
