package dev.millrace.durable.prompt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.durable.wire.Characters;
import dev.millrace.durable.wire.Json;

/**
 * A request of OpenAI's Chat Completions API, without the model, which model-dispatch chooses.
 *
 * @param longestAnswer in tokens; what the answer may cost at worst follows from it
 */
public record ChatRequest(String system, String user, int longestAnswer) {

    public ChatRequest {
        user = Characters.wellFormed(user);
    }

    public byte[] bytes() {
        ObjectNode request = Json.object();
        var messages = request.putArray("messages");
        messages.addObject().put("role", "system").put("content", system);
        messages.addObject().put("role", "user").put("content", user);
        request.put("max_completion_tokens", longestAnswer);
        return Json.bytes(request);
    }
}
