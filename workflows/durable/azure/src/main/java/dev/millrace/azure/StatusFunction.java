package dev.millrace.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.millrace.durable.wire.Json;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/** Shows one instance to operators, with the fields that the workflow host shows. */
public class StatusFunction {

    /**
     * An instance.
     *
     * @param status pending, running, suspended, completed, failed or terminated
     * @param says its custom status: what it does or waits for
     * @param failure why it failed, a sentence
     */
    record View(
            String id,
            String name,
            String status,
            Instant createdAt,
            Instant updatedAt,
            @Nullable JsonNode says,
            @Nullable JsonNode input,
            @Nullable JsonNode output,
            @Nullable String failure) {

        static View of(OrchestrationMetadata instance) {
            return new View(
                    instance.getInstanceId(),
                    instance.getName(),
                    instance.getRuntimeStatus().name().toLowerCase(Locale.ROOT),
                    instance.getCreatedAt(),
                    instance.getLastUpdatedAt(),
                    instance.isCustomStatusFetched() ? instance.readCustomStatusAs(JsonNode.class) : null,
                    json(instance.getSerializedInput()),
                    json(instance.getSerializedOutput()),
                    instance.getFailureDetails() == null
                            ? null
                            : instance.getFailureDetails().getErrorMessage());
        }

        private static @Nullable JsonNode json(@Nullable String text) {
            return text == null || text.isEmpty() ? null : Json.parse(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @FunctionName("workflow")
    public HttpResponseMessage show(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "workflows/{id}",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id,
            @DurableClientInput(name = "client") DurableClientContext context,
            ExecutionContext execution) {
        try (DurableTaskClient client = context.getClient()) {
            OrchestrationMetadata found = new Instances(client).findWithPayloads(id);
            Answer answer = found.isInstanceFound()
                    ? new Answer.Shown(View.of(found))
                    : Answer.Refused.notFound("There is no workflow instance '" + id + "'.");
            return answer.to(request);
        } catch (StatusRuntimeException e) {
            execution.getLogger().log(Level.WARNING, "The task hub did not answer", e);
            return Answer.Refused.unavailable("The task hub is unavailable. Try again.")
                    .to(request);
        }
    }
}
