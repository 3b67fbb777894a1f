package dev.millrace.forge.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an {@code azure-pipelines.yml} tells to do, as far as it is made of scripts. */
sealed interface PipelineScript {

    /** @param timeout of all steps together */
    record Steps(List<Step> steps, Map<String, String> variables, Duration timeout) implements PipelineScript {}

    /** @param reason a sentence for the log */
    record Unreadable(String reason) implements PipelineScript {}

    /** @param script null for a step of a sort that is not run here */
    record Step(
            String name,
            @Nullable String script,
            Map<String, String> environment,
            String folder,
            String condition,
            boolean continueOnError) {}

    /** Reads stages, jobs and steps in their order; matrices, templates and dependencies are not followed. */
    static PipelineScript read(byte[] yaml, Duration limit) {
        JsonNode root;
        try {
            ObjectMapper mapper = new YAMLMapper();
            root = mapper.readTree(new String(yaml, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return new Unreadable("The pipeline is no YAML: " + e.getOriginalMessage());
        }
        var steps = new ArrayList<Step>();
        collect(root, steps);
        if (steps.isEmpty()) {
            return new Unreadable("The pipeline has no steps; add a list named 'steps' with 'script:' entries.");
        }
        int minutes = root.path("timeoutInMinutes").asInt(0);
        Duration timeout =
                minutes > 0 && Duration.ofMinutes(minutes).compareTo(limit) < 0 ? Duration.ofMinutes(minutes) : limit;
        return new Steps(steps, variables(root.path("variables")), timeout);
    }

    private static void collect(JsonNode node, List<Step> steps) {
        node.path("stages").forEach(stage -> collect(stage, steps));
        node.path("jobs").forEach(job -> collect(job, steps));
        node.path("steps").forEach(step -> steps.add(step(step)));
    }

    private static Step step(JsonNode step) {
        JsonNode script = step.has("script") ? step.path("script") : step.path("bash");
        String kind = step.fieldNames().hasNext() ? step.fieldNames().next() : "step";
        String fallback =
                script.isTextual() ? script.asText().lines().findFirst().orElse("script") : kind;
        return new Step(
                step.path("displayName").asText(fallback),
                script.isTextual() ? script.asText() : null,
                texts(step.path("env")),
                step.path("workingDirectory").asText(""),
                step.path("condition").asText("succeeded()").trim(),
                step.path("continueOnError").asBoolean(false));
    }

    private static Map<String, String> variables(JsonNode node) {
        if (!node.isArray()) {
            return texts(node);
        }
        var variables = new LinkedHashMap<String, String>();
        node.forEach(each -> {
            if (each.has("name")) {
                variables.put(each.path("name").asText(), each.path("value").asText());
            }
        });
        return variables;
    }

    private static Map<String, String> texts(JsonNode node) {
        var texts = new LinkedHashMap<String, String>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
