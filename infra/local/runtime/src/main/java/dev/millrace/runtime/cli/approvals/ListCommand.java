package dev.millrace.runtime.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace approvals list}. */
@Command(name = "list", description = "Lists questions, the newest first.")
final class ListCommand implements Runnable {

    private final ApprovalsClient client;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--state",
            defaultValue = "open",
            description = "open, approved, rejected, withdrawn, void, expired or all (default: ${DEFAULT-VALUE}).")
    private String state;

    @Option(names = "--tenant", description = "Only of this tenant.")
    private @Nullable String tenant;

    @Option(names = "--limit", defaultValue = "50", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    ListCommand(ApprovalsClient client) {
        this.client = client;
    }

    @Override
    public void run() {
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("limit", Integer.toString(limit));
        if (!state.equals("all")) {
            filters.put("state", state);
        }
        if (tenant != null) {
            filters.put("tenant", tenant);
        }
        JsonNode page = client.list(filters);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(page.toPrettyString());
        } else if (page.path("items").isEmpty()) {
            out.println("No approvals.");
        } else {
            page.path("items").forEach(approval -> print(out, approval));
        }
        out.flush();
    }

    private static void print(PrintWriter out, JsonNode approval) {
        out.printf(
                "%s  %-9s %-12s %-20s %s%n",
                approval.path("id").asText(),
                approval.path("overdue").asBoolean()
                        ? "overdue"
                        : approval.path("state").asText(),
                approval.path("tenant").asText(),
                approval.path("deadline").asText(),
                approval.path("title").asText());
        if (approval.path("stuck").isTextual()) {
            out.println(
                    "    nobody's word can decide it: " + approval.path("stuck").asText());
        }
    }
}
