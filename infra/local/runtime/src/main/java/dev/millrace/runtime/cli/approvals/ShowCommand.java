package dev.millrace.runtime.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace approvals show}. */
@Command(
        name = "show",
        description = "Shows a question: who may decide, their links, what they said, who looked. A link decides in its"
                + " person's name: give it to nobody else.")
final class ShowCommand implements Runnable {

    private final ApprovalsClient client;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The approval's id.")
    private String id;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    ShowCommand(ApprovalsClient client) {
        this.client = client;
    }

    @Override
    public void run() {
        JsonNode detail = client.show(id);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(detail.toPrettyString());
        } else {
            print(out, detail);
        }
        out.flush();
    }

    private static void print(PrintWriter out, JsonNode detail) {
        JsonNode approval = detail.path("approval");
        line(out, "Title", approval.path("title"));
        line(out, "State", approval.path("state"));
        line(out, "Tenant", approval.path("tenant"));
        line(out, "Ticket", approval.path("ticket"));
        line(out, "Pull request", approval.path("pullRequest"));
        line(out, "Needed", approval.path("needed"));
        line(out, "Deadline", approval.path("deadline"));
        line(out, "Stuck", approval.path("stuck"));
        line(out, "Comment", approval.path("comment"));
        for (JsonNode person : detail.path("people")) {
            out.printf(
                    "%n%s (%s): %s%n",
                    person.path("name").asText(), person.path("id").asText(), said(person));
            line(out, "  In place of", person.path("handedFrom"));
            line(out, "  Comment", person.path("vote").path("comment"));
            line(out, "  Link", person.path("link"));
        }
        for (JsonNode act : detail.path("acts")) {
            out.printf(
                    "%n%s  %s tried to %s by %s: %s%n",
                    act.path("at").asText(),
                    act.path("person").asText(),
                    tried(act),
                    act.path("means").asText(),
                    act.path("result").asText());
        }
    }

    private static String said(JsonNode person) {
        if (person.hasNonNull("handedTo")) {
            return "handed it on to " + person.path("handedTo").asText();
        }
        JsonNode vote = person.path("vote");
        return !vote.isObject() ? "has not decided" : vote.path("approves").asBoolean() ? "yes" : "no";
    }

    private static String tried(JsonNode act) {
        return switch (act.path("kind").asText()) {
            case "delegation" -> "hand it on to " + act.path("to").asText();
            case "retraction" -> "take it back";
            default -> act.path("approves").asBoolean() ? "approve" : "reject";
        };
    }

    private static void line(PrintWriter out, String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            out.printf("%-14s%s%n", name, value.asText());
        }
    }
}
