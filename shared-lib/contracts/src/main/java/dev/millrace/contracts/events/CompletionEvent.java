package dev.millrace.contracts.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.Payload;
import org.jspecify.annotations.Nullable;

/** Calls of language models. */
public sealed interface CompletionEvent extends Payload {

    /** What the answer is for, such as {@code plan}. */
    String purpose();

    /**
     * @param model alias of the tenant's choice; the router finds the model
     * @param request a request of OpenAI's Chat Completions API, without the model
     */
    @EventType("dev.millrace.completion.requested.v1")
    @HandledBy("model-dispatch")
    record Requested(String purpose, String model, ContentRef request) implements CompletionEvent {}

    /**
     * @param model that answered
     * @param response of OpenAI's Chat Completions API
     * @param cost null where no price is known
     */
    @EventType("dev.millrace.completion.finished.v1")
    record Finished(
            String purpose,
            String model,
            ContentRef response,
            long inputTokens,
            long outputTokens,
            @Nullable Money cost)
            implements CompletionEvent {}

    @EventType("dev.millrace.completion.refused.v1")
    record Refused(String purpose, Reason reason, String detail) implements CompletionEvent {}

    enum Reason {
        @JsonProperty("budget-exhausted")
        BUDGET_EXHAUSTED,
        /** No model may take data of this classification, or none is configured under the alias. */
        @JsonProperty("no-route")
        NO_ROUTE,
        /** A guardrail stopped request or answer. */
        @JsonProperty("blocked")
        BLOCKED,
        @JsonProperty("invalid")
        INVALID
    }
}
