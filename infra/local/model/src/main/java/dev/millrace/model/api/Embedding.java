package dev.millrace.model.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Texts as vectors: each word adds one of a fixed set of directions, so that texts with common words lie close. */
final class Embedding {

    private static final int DIMENSIONS = 256;
    private static final int MOST = 2048;

    private Embedding() {}

    static ObjectNode answer(JsonNode request, Totals totals) throws OpenAiError {
        List<String> inputs = inputs(request.path("input"));
        int dimensions = request.path("dimensions").asInt(DIMENSIONS);
        if (dimensions < 1 || dimensions > MOST) {
            throw new OpenAiError(400, "invalid_dimensions", "'dimensions' must be 1 to " + MOST + ".");
        }
        boolean base64 = request.path("encoding_format").asText("float").equals("base64");
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = body.putArray("data");
        long tokens = 0;
        for (int i = 0; i < inputs.size(); i++) {
            tokens += Tokens.of(inputs.get(i));
            ObjectNode each = data.addObject().put("object", "embedding").put("index", i);
            put(each, vector(inputs.get(i), dimensions), base64);
        }
        totals.count(new Tokens(tokens, 0));
        body.put("model", Completion.MODEL);
        body.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return body;
    }

    private static List<String> inputs(JsonNode input) throws OpenAiError {
        var inputs = new ArrayList<String>();
        if (input.isTextual()) {
            inputs.add(input.textValue());
        } else {
            input.forEach(each -> inputs.add(each.asText("")));
        }
        if (inputs.isEmpty()) {
            throw new OpenAiError(400, "invalid_input", "'input' must be a text or an array of texts.");
        }
        return inputs;
    }

    private static float[] vector(String text, int dimensions) {
        float[] vector = new float[dimensions];
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
            int hash = word.hashCode() * 0x9E3779B9;
            vector[Math.floorMod(hash, dimensions)] += (hash & 1) == 0 ? 1 : -1;
        }
        double length = 0;
        for (float value : vector) {
            length += value * value;
        }
        for (int i = 0; i < dimensions; i++) {
            vector[i] = length == 0 ? (i == 0 ? 1 : 0) : (float) (vector[i] / Math.sqrt(length));
        }
        return vector;
    }

    private static void put(ObjectNode into, float[] vector, boolean base64) {
        if (base64) {
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : vector) {
                bytes.putFloat(value);
            }
            into.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
        } else {
            ArrayNode values = into.putArray("embedding");
            for (float value : vector) {
                values.add(value);
            }
        }
    }
}
