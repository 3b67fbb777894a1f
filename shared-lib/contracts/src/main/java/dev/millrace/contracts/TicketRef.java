package dev.millrace.contracts;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a ticket lives. As text, {@code host/project/id} with each part percent-encoded, it is the correlation id of
 * everything done for it.
 *
 * @param host name of the host binding in the tenant's registry entry
 * @param project Azure DevOps project, GitHub {@code owner/name}, GitLab path
 * @param id work item, issue
 */
public record TicketRef(String host, String project, String id) {

    public TicketRef {
        requireText(host, "host");
        requireText(project, "project");
        requireText(id, "id");
    }

    /** @throws IllegalArgumentException when the text is not {@code host/project/id} */
    public static TicketRef parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a ticket is written host/project/id, unlike '" + text + "'");
        }
        return new TicketRef(decode(parts[0]), decode(parts[1]), decode(parts[2]));
    }

    @Override
    public String toString() {
        return encode(host) + "/" + encode(project) + "/" + encode(id);
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void requireText(String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("a ticket needs a " + name);
        }
    }
}
