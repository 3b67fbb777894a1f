package dev.millrace.costwrite.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.costwrite.focus.FocusBooks;
import dev.millrace.costwrite.focus.FocusWriter;
import dev.millrace.costwrite.report.Span;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The ledger for tools of FinOps. */
@Path("/focus")
public class FocusResource {

    private final FocusBooks books;
    private final Parameters parameters;
    private final ObjectMapper json;

    FocusResource(FocusBooks books, Parameters parameters, ObjectMapper json) {
        this.books = books;
        this.parameters = parameters;
        this.json = json;
    }

    /** Blocks a worker thread, since the output does; one page of charges is in memory at a time. */
    @GET
    @Produces({"text/csv", "application/json"})
    @Operation(
            summary = "Streams charges as FOCUS 1.2 has them, one row per day and purpose",
            description = "'format' is csv or json; 'from' and 'to' are days in UTC, without the second.")
    public Response export(
            @QueryParam("format") @Nullable String format,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("tenant") @Nullable String tenant) {
        boolean csv = switch (format == null || format.isEmpty() ? "csv" : format) {
            case "csv" -> true;
            case "json" -> false;
            default -> throw Parameters.bad("'format' must be csv or json.");
        };
        Span span = parameters.span(from, to);
        String of = parameters.tenant(tenant);
        StreamingOutput body = out -> write(out, csv, span, of);
        return Response.ok(body, csv ? "text/csv" : "application/json")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"focus-" + span.from() + "." + (csv ? "csv" : "json") + "\"")
                .build();
    }

    private void write(OutputStream out, boolean csv, Span span, @Nullable String tenant) throws IOException {
        try (FocusWriter writer = csv ? FocusWriter.csv(out, json) : FocusWriter.json(out, json)) {
            FocusBooks.Mark after = null;
            do {
                FocusBooks.Page page = books.page(span, tenant, after).await().indefinitely();
                for (var row : page.rows()) {
                    writer.write(row);
                }
                after = page.next();
            } while (after != null);
        }
    }
}
