package dev.millrace.audit.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.audit.log.EntryQuery;
import dev.millrace.audit.log.LogReader;
import dev.millrace.audit.log.LoggedEntry;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.rest.Parameter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Who did what for which ticket. */
@Path("/entries")
public class EntriesResource {

    private static final int PAGE = 100;

    private final LogReader log;
    private final ObjectMapper json;

    EntriesResource(LogReader log, ObjectMapper json) {
        this.log = log;
        this.json = json;
    }

    @GET
    @Operation(
            summary = "Finds entries, in the order of the log",
            description = "'since' is a time of appending. 'after' is the 'next' of the page before.")
    public Uni<EntryView.Page> find(
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("correlation") @Nullable String correlation,
            @QueryParam("trace") @Nullable String trace,
            @QueryParam("type") @Nullable String type,
            @QueryParam("since") @Nullable String since,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        int count = new Parameter("limit", limit).limit(PAGE, EntryQuery.MOST);
        return log.entries(new EntryQuery(
                        new Parameter("tenant", tenant).word(),
                        new Parameter("correlation", correlation).word(),
                        new Parameter("trace", trace).word(),
                        new Parameter("type", type).word(),
                        new Parameter("since", since).time(),
                        new Parameter("after", after).number(-1),
                        count))
                .map(entries -> page(entries, count));
    }

    @GET
    @Path("/{seq}")
    @Operation(summary = "Shows one entry")
    public Uni<EntryView> show(@PathParam("seq") String seq) {
        return log.entry(new Parameter("seq", seq).number(-1))
                .map(entry -> entry.map(found -> EntryView.of(found, json))
                        .orElseThrow(
                                () -> new ProblemException(Problem.notFound("The log has no entry " + seq + "."))));
    }

    private EntryView.Page page(List<LoggedEntry> entries, int count) {
        return new EntryView.Page(
                entries.stream().map(entry -> EntryView.of(entry, json)).toList(),
                entries.size() < count ? null : (Long) entries.getLast().seq());
    }
}
