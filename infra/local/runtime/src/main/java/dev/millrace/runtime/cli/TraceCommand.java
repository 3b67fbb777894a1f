package dev.millrace.runtime.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.contracts.price.PriceBook;
import dev.millrace.runtime.broker.query.TicketLine;
import dev.millrace.runtime.trace.Storyteller;
import dev.millrace.runtime.trace.Told;
import dev.millrace.runtime.trace.Trace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace trace}. */
@Command(
        name = "trace",
        description = {
            "Shows a ticket's way from its hook to its changelog: each event, who handled it, how long that took and what"
                    + " it cost.",
            "Times count from when the broker had the first event. What is booked for the ticket is asked of the ledger."
        })
final class TraceCommand implements Callable<Integer> {

    private static final String PULL_REQUEST = "pr/";
    private static final int RECENT = 8;
    private static final int CHOICE = 20;

    @Spec
    CommandSpec spec;

    @Mixin
    DataOption data = new DataOption();

    @Parameters(
            paramLabel = "TICKET",
            description = "host/project/id such as ado/Fabrikam/7, the id alone, pr/NUMBER or"
                    + " pr/host/project/repository/NUMBER, or the id of a workflow.")
    String about;

    @Option(names = "--tenant", description = "Of this tenant.")
    @Nullable
    String tenant;

    @Option(names = "--all", description = "Also show what audit and cost-write did.")
    boolean all;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    /** What the ledger says of the ticket: a row of its report. */
    record Booked(String currency, JsonNode row) {}

    @Override
    public Integer call() {
        RunningPlatform platform = data.require();
        TicketLine ticket = choose(platform);
        List<Told> events = read(
                platform.inside("/operator/story", Map.of("tenant", ticket.tenant(), "ticket", ticket.ticket())),
                new TypeReference<>() {});
        Trace trace = new Storyteller(prices())
                .tell(ticket.tenant(), ticket.ticket(), events)
                .orElseThrow(() -> new CommandFailure("The events of " + ticket.ticket() + " are gone by now."));
        Optional<Booked> booked = booked(platform, trace);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> answer = new HashMap<>(Map.of("trace", trace));
            booked.ifPresent(known -> answer.put("booked", known));
            out.println(Output.json(answer));
        } else {
            new TraceText(out, all).print(trace, booked.orElse(null));
        }
        out.flush();
        return 0;
    }

    private TicketLine choose(RunningPlatform platform) {
        boolean pullRequest = about.startsWith(PULL_REQUEST);
        List<TicketLine> found = tickets(
                platform,
                pullRequest ? Map.of("pullrequest", about.substring(PULL_REQUEST.length())) : Map.of("about", about),
                CHOICE);
        Optional<TicketLine> exact =
                found.stream().filter(line -> line.ticket().equals(about)).findFirst();
        if (found.isEmpty()) {
            throw new CommandFailure("The broker knows no events of '" + about + "'. " + recent(platform));
        }
        if (found.size() > 1
                && (exact.isEmpty()
                        || found.stream()
                                        .filter(line -> line.ticket().equals(about))
                                        .count()
                                > 1)) {
            throw new CommandFailure(
                    "'" + about + "' may be one of several. Name one, with --tenant if need be:" + list(found));
        }
        return exact.orElseGet(found::getFirst);
    }

    private String recent(RunningPlatform platform) {
        List<TicketLine> recent = tickets(platform, Map.of(), RECENT);
        return recent.isEmpty() ? "It knows no ticket at all yet." : "The latest tickets are:" + list(recent);
    }

    private static String list(List<TicketLine> tickets) {
        var text = new StringBuilder();
        for (TicketLine ticket : tickets) {
            text.append(String.format(
                    "%n  %-40s %-16s %s, %d events", ticket.ticket(), ticket.tenant(), ticket.last(), ticket.events()));
        }
        return text.toString();
    }

    private List<TicketLine> tickets(RunningPlatform platform, Map<String, String> which, int limit) {
        Map<String, String> query = new HashMap<>(which);
        query.put("limit", Integer.toString(limit));
        if (tenant != null) {
            query.put("tenant", tenant);
        }
        return read(platform.inside("/operator/tickets", query), new TypeReference<>() {});
    }

    /** Pages through the report from just before the ticket; empty when nothing is booked, or nobody answers. */
    private static Optional<Booked> booked(RunningPlatform platform, Trace trace) {
        String ticket = trace.ticket();
        Map<String, String> query = new HashMap<>(Map.of(
                "by", "ticket",
                "tenant", trace.tenant(),
                "from", LocalDate.ofInstant(trace.begun(), ZoneOffset.UTC).toString(),
                "limit", "1000",
                "after", ticket.substring(0, ticket.length() - 1)));
        try {
            JsonNode page;
            do {
                page = platform.function("/costs/report", query);
                String currency = page.path("currency").asText();
                for (JsonNode row : page.path("rows")) {
                    if (row.path("key").asText().equals(ticket)) {
                        return Optional.of(new Booked(currency, row));
                    }
                }
                query.put("after", page.path("next").asText(""));
            } while (page.hasNonNull("next"));
        } catch (CommandFailure silent) {
            // The trace is worth showing without the ledger; its last line says what is missing.
        }
        return Optional.empty();
    }

    private static @Nullable PriceBook prices() {
        Path book = Checkout.current().root().resolve("infra/knative/prices/book.yaml");
        try {
            return YAMLMapper.builder()
                    .addModule(new JavaTimeModule())
                    .build()
                    .readValue(book.toFile(), PriceBook.class);
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static <T> T read(JsonNode answer, TypeReference<T> type) {
        try {
            return Output.JSON.readValue(Output.JSON.treeAsTokens(answer), type);
        } catch (IOException e) {
            throw new CommandFailure(
                    "The platform answers in another version's words; start it again: " + e.getMessage());
        }
    }
}
