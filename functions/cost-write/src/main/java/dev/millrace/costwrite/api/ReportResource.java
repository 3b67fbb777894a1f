package dev.millrace.costwrite.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.costwrite.report.Grouping;
import dev.millrace.costwrite.report.ReportQuery;
import dev.millrace.costwrite.report.ReportRow;
import dev.millrace.costwrite.report.Reports;
import dev.millrace.costwrite.report.Span;
import dev.millrace.platform.rest.Parameter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What was spent, by what for. */
@Path("/report")
public class ReportResource {

    private final Reports reports;
    private final Parameters parameters;

    ReportResource(Reports reports, Parameters parameters) {
        this.reports = reports;
        this.parameters = parameters;
    }

    /**
     * A page of a report, in the order of the keys.
     *
     * @param next the {@code after} of the next page; missing when this is the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(
            String by,
            LocalDate from,
            LocalDate to,
            String currency,
            List<ReportRow> rows,
            @Nullable String next) {}

    @GET
    @Operation(
            summary = "Adds up costs by function, tenant, ticket, workflow, model, upstream, project, key or day",
            description = "Amounts are nano-units of the currency. 'from' and 'to' are days in UTC, without the second;"
                    + " the current month where nothing is said. Tickets and workflows need a 'tenant'. 'after' is the"
                    + " 'next' of the page before.")
    public Uni<Page> report(
            @QueryParam("by") @Nullable String by,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("currency") @Nullable String currency,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        Grouping grouping = Grouping.of(by == null ? "" : by)
                .orElseThrow(() -> Parameters.bad("'by' must be one of " + Grouping.names() + "."));
        Span span = parameters.span(from, to);
        String unit = parameters.currency(currency);
        int count = parameters.limit(limit);
        String last = new Parameter("after", after).word();
        if (last != null && grouping == Grouping.DAY) {
            new Parameter("after", last).day(span.from());
        }
        ReportQuery query =
                Parameters.checked(() -> new ReportQuery(grouping, span, parameters.tenant(tenant), unit, last, count));
        return reports.costs(query)
                .map(rows -> new Page(
                        by == null ? "" : by,
                        span.from(),
                        span.to(),
                        unit,
                        rows,
                        rows.size() < count ? null : rows.getLast().key()));
    }
}
