package dev.millrace.runtime.demo.story;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a ticket's workflow ended.
 *
 * @param merged whether its pull request is merged, as the workflow knows it
 * @param sentence for people
 */
public record Ending(boolean merged, String sentence) {

    /** @param instance as the workflows' API shows it */
    static Ending of(JsonNode instance) {
        String status = instance.path("status").asText();
        JsonNode output = instance.path("output");
        String ending = output.path("ending").asText(status);
        String reason = output.at("/stop/reason")
                .asText(output.path("why").asText(instance.path("failure").asText("")));
        return new Ending(
                status.equals("completed") && ending.equals("merged"),
                reason.isEmpty() || reason.equals("null") ? ending : ending + ": " + reason);
    }
}
