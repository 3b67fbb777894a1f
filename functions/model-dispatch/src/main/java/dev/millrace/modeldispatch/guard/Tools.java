package dev.millrace.modeldispatch.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeSet;

/** Tools that a request offers or demands beside the allowed ones. */
final class Tools {

    private static final int LONGEST_NAME = 64;

    private Tools() {}

    /** Their names, in order. A tool that is no function goes by its type. */
    static List<String> forbidden(ObjectNode request, List<String> allowed) {
        var names = new TreeSet<String>();
        request.path("tools").forEach(tool -> names.add(name(tool)));
        request.path("functions")
                .forEach(function -> names.add(function.path("name").asText()));
        if (request.path("tool_choice").isObject()) {
            names.add(name(request.path("tool_choice")));
        }
        names.removeAll(allowed);
        return names.stream()
                .map(name -> name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME))
                .toList();
    }

    private static String name(JsonNode tool) {
        JsonNode function = tool.path("function").path("name");
        return (function.isMissingNode() ? tool.path("name") : function)
                .asText(tool.path("type").asText());
    }

    /** Takes them out of a request. */
    static void remove(ObjectNode request, List<String> allowed) {
        removeFrom(request, "tools", allowed);
        removeFrom(request, "functions", allowed);
        if (request.path("tool_choice").isObject() && !allowed.contains(name(request.path("tool_choice")))) {
            request.remove("tool_choice");
        }
        if (!request.has("tools")) {
            request.remove("parallel_tool_calls");
            if (!"none".equals(request.path("tool_choice").asText())) {
                request.remove("tool_choice");
            }
        }
        if (!request.has("functions")) {
            request.remove("function_call");
        }
    }

    private static void removeFrom(ObjectNode request, String field, List<String> allowed) {
        if (request.get(field) instanceof ArrayNode tools) {
            for (int i = tools.size() - 1; i >= 0; i--) {
                if (!allowed.contains(name(tools.get(i)))) {
                    tools.remove(i);
                }
            }
            if (tools.isEmpty()) {
                request.remove(field);
            }
        }
    }
}
