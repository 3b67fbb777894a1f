package dev.millrace.forge.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A relation of a ticket to something else.
 *
 * @param rel as Azure DevOps names it, such as {@code ArtifactLink}
 */
public record TicketLink(String rel, String url, Map<String, JsonNode> attributes) {}
