package dev.millrace.costwrite.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.costwrite.report.MergedPullRequest;
import dev.millrace.costwrite.report.Reports;
import dev.millrace.costwrite.report.Span;
import dev.millrace.platform.rest.Parameter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What merged pull requests have cost. */
@Path("/merged-pull-requests")
public class MergedPullRequestsResource {

    private final Reports reports;
    private final Parameters parameters;

    MergedPullRequestsResource(Reports reports, Parameters parameters) {
        this.reports = reports;
        this.parameters = parameters;
    }

    /**
     * A page, in the order of booking.
     *
     * @param next the {@code after} of the next page; missing when this is the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(
            String currency,
            List<MergedPullRequest> pullRequests,
            @Nullable Long next) {}

    @GET
    @Operation(
            summary = "Lists merged pull requests with what was spent for their tickets",
            description = "'from' and 'to' are days of merging. A ticket's costs count whole, whenever they were made.")
    public Uni<Page> merged(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("currency") @Nullable String currency,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        Span span = parameters.span(from, to);
        String unit = parameters.currency(currency);
        int count = parameters.limit(limit);
        return reports.merges(span, parameters.tenant(tenant), unit, new Parameter("after", after).number(0), count)
                .map(found -> new Page(
                        unit,
                        found,
                        found.size() < count ? null : (Long) found.getLast().seq()));
    }
}
