package dev.millrace.model.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.model.ticket.Worker;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the stand-in says to a request of Chat Completions. */
final class Conversation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CALL =
            Pattern.compile("call (?:the )?(?:tool )?([\\w-]{1,64}) with (\\{.*})", Pattern.DOTALL);
    private static final int LONGEST_ECHO = 2_000;

    private Conversation() {}

    /** What was said. */
    sealed interface Said {

        record Text(String text) implements Said {}

        record ToolCall(String name, String arguments) implements Said {}
    }

    /** @throws OpenAiError when the request is not one */
    static Said answer(JsonNode request) throws OpenAiError {
        JsonNode messages = request.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw new OpenAiError(400, "invalid_messages", "'messages' must be an array with at least one message.");
        }
        String last = text(messages.get(messages.size() - 1));
        Optional<Said> call = toolCall(request.path("tools"), last);
        if (call.isPresent()) {
            return call.get();
        }
        JsonNode schema = request.path("response_format").path("json_schema").path("schema");
        return schema.isObject()
                ? new Said.Text(example(schema).toString())
                : new Said.Text(Worker.answer(last).orElseGet(() -> echo(last)));
    }

    /** The text of a message, whose content may come in parts. */
    static String text(JsonNode message) {
        JsonNode content = message.path("content");
        return content.isArray()
                ? StreamSupport.stream(content.spliterator(), false)
                        .map(part -> part.path("text").asText(""))
                        .collect(Collectors.joining())
                : content.asText("");
    }

    private static String echo(String said) {
        String shown = said.length() <= LONGEST_ECHO ? said : said.substring(0, LONGEST_ECHO) + "…";
        return "This is Millrace's stand-in for a model; it cannot think. You said: " + shown;
    }

    private static Optional<Said> toolCall(JsonNode tools, String said) {
        Matcher call = CALL.matcher(said);
        if (!call.find()) {
            return Optional.empty();
        }
        boolean offered = StreamSupport.stream(tools.spliterator(), false)
                .anyMatch(tool -> tool.path("function").path("name").asText().equals(call.group(1)));
        return offered ? Optional.of(new Said.ToolCall(call.group(1), call.group(2))) : Optional.empty();
    }

    /** The smallest value that a schema allows, as far as types say it. */
    private static JsonNode example(JsonNode schema) {
        if (schema.path("enum").isArray()) {
            return schema.path("enum").path(0);
        }
        return switch (type(schema.path("type"))) {
            case "object" -> {
                ObjectNode object = JSON.createObjectNode();
                schema.path("properties")
                        .properties()
                        .forEach(each -> object.set(each.getKey(), example(each.getValue())));
                yield object;
            }
            case "array" -> JSON.createArrayNode();
            case "integer", "number" -> JSON.getNodeFactory().numberNode(0);
            case "boolean" -> JSON.getNodeFactory().booleanNode(false);
            case "null" -> JSON.nullNode();
            default -> JSON.getNodeFactory().textNode("stand-in");
        };
    }

    private static String type(JsonNode type) {
        return type.isArray() ? type.path(0).asText() : type.asText();
    }

    static JsonNode parse(byte[] body) throws OpenAiError {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new OpenAiError(400, "invalid_json", "The body is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new OpenAiError(400, "invalid_json", "The body cannot be read.");
        }
    }
}
