package dev.millrace.forge.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Attributes;

/** Bodies that clients send as forms, read as the JSON that they stand for: {@code position[new_line]=1} is an object. */
public final class Form {

    private Form() {}

    /**
     * The body of a call, whether it is JSON or a form.
     *
     * @throws HttpProblem 400 when it is neither
     */
    public static JsonNode body(Call call) {
        String type = call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/form-data")) {
            return multipart(call);
        }
        return type.startsWith("application/x-www-form-urlencoded") ? encoded(call) : call.json();
    }

    private static ObjectNode multipart(Call call) {
        var config = new MultiPartConfig.Builder()
                .maxParts(1000)
                .maxSize(call.body().length)
                .maxMemoryPartSize(-1)
                .useFilesForPartsWithoutFileName(false)
                .build();
        ObjectNode body = Json.object();
        try (MultiPartFormData.Parts parts = MultiPartFormData.getParts(
                Content.Source.from(ByteBuffer.wrap(call.body())),
                new Attributes.Mapped(),
                call.header("Content-Type").orElse(""),
                config)) {
            for (MultiPart.Part part : parts) {
                put(body, part.getName(), part.getContentAsString(StandardCharsets.UTF_8));
            }
            return body;
        } catch (RuntimeException e) {
            throw HttpProblem.badRequest("The form cannot be read; check its boundary.");
        }
    }

    private static ObjectNode encoded(Call call) {
        ObjectNode body = Json.object();
        for (String pair : new String(call.body(), StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                put(body, decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return body;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("The form has a percent sign that encodes nothing.");
        }
    }

    private static void put(ObjectNode body, String name, String value) {
        int bracket = name.indexOf('[');
        if (bracket < 0) {
            body.put(name, value);
            return;
        }
        String outer = name.substring(0, bracket);
        String inner = name.substring(bracket + 1).replaceFirst("].*$", "");
        if (inner.isEmpty()) {
            ArrayNode list = body.path(outer) instanceof ArrayNode known ? known : body.putArray(outer);
            list.add(value);
        } else {
            ObjectNode object = body.path(outer) instanceof ObjectNode known ? known : body.putObject(outer);
            object.put(inner, value);
        }
    }
}
