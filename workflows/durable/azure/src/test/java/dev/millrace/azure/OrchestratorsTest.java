package dev.millrace.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.internal.spi.middleware.Middleware;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareChain;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareContext;
import com.microsoft.durabletask.TaskOrchestrationFactory;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import dev.millrace.durable.Workflows;
import dev.millrace.durable.history.History;
import dev.millrace.durable.history.HistoryText;
import dev.millrace.durable.history.Turn;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The recorded histories again, on the way that they take on Azure: the request as base64 text to the SDK's middleware,
 * which calls the function as the worker does, by reflection.
 */
class OrchestratorsTest {

    private static final Path HISTORIES = Surroundings.ROOT.resolve("workflows/durable/src/test/resources/histories");
    private static final Map<String, Method> FUNCTIONS = FunctionNames.of(Orchestrators.class);
    private static final Middleware MIDDLEWARE =
            ServiceLoader.load(Middleware.class).findFirst().orElseThrow();

    static Stream<Path> histories() throws IOException {
        try (Stream<Path> files = Files.walk(HISTORIES)) {
            return files.filter(Files::isRegularFile).map(HISTORIES::relativize).sorted().toList().stream();
        }
    }

    /** One invocation: the trigger's text in, the function's value out. */
    private static final class Invocation implements MiddlewareContext {

        private final String name;
        private Object trigger;
        private @Nullable Object result;

        Invocation(String name, String trigger) {
            this.name = name;
            this.trigger = trigger;
        }

        @Override
        public @Nullable String getParameterName(String annotation) {
            return annotation.equals("DurableOrchestrationTrigger") ? "ctx" : null;
        }

        @Override
        public Object getParameterValue(String parameter) {
            return trigger;
        }

        @Override
        public void updateParameterValue(String parameter, Object value) {
            trigger = value;
        }

        @Override
        public @Nullable Object getReturnValue() {
            return result;
        }

        @Override
        public void updateReturnValue(Object value) {
            result = value;
        }

        @Override
        public Logger getLogger() {
            return Logger.getLogger(name);
        }

        @Override
        public String getInvocationId() {
            return "1";
        }

        @Override
        public String getFunctionName() {
            return name;
        }

        MiddlewareChain chain() {
            return context ->
                    result = Objects.requireNonNull(FUNCTIONS.get(name)).invoke(new Orchestrators(), trigger);
        }
    }

    private static OrchestratorResponse answer(String orchestrator, OrchestratorRequest request) throws Exception {
        var invocation = new Invocation(orchestrator, Base64.getEncoder().encodeToString(request.toByteArray()));
        MIDDLEWARE.invoke(invocation, invocation.chain());
        return OrchestratorResponse.parseFrom(Base64.getDecoder().decode((String) invocation.getReturnValue()));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void onAzureARecordedHistoryDoesWhatWasDone(Path file) throws Exception {
        // Given
        History history = HistoryText.read(Files.readString(HISTORIES.resolve(file)));

        // When
        List<OrchestratorResponse> answers = new ArrayList<>();
        for (OrchestratorRequest request : history.requests()) {
            answers.add(answer(history.orchestrator(), request));
        }

        // Then
        assertThat(answers)
                .isEqualTo(history.turns().stream().map(Turn::response).toList());
    }

    @Test
    void theAnswerOfAnotherFunctionShows() throws Exception {
        // Given
        History history = HistoryText.read(Files.readString(HISTORIES.resolve("merged/merge-1.txt")));

        // When
        OrchestratorResponse answer = answer("Plan", history.requests().getFirst());

        // Then
        assertThat(answer).isNotEqualTo(history.turns().getFirst().response());
    }

    @Test
    void everyOrchestrationIsAFunction() {
        assertThat(FUNCTIONS)
                .containsOnlyKeys(Workflows.orchestrations().stream()
                        .map(TaskOrchestrationFactory::getName)
                        .toList());
    }
}
