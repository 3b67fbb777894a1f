package dev.millrace.modeldispatch.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.route.Operation;

/**
 * What is asked of a model, as OpenAI defines it.
 *
 * @param request nobody changes it
 * @param stream whether the answer shall come in parts, whatever the request says
 * @param usualOutput tokens that bound the answer when the request has no bound; 0 for none
 */
public record Prompt(Operation operation, ObjectNode request, boolean stream, long usualOutput) {}
