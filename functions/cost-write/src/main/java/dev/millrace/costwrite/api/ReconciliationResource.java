package dev.millrace.costwrite.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.contracts.TenantId;
import dev.millrace.costwrite.report.LeaseSum;
import dev.millrace.costwrite.report.Reports;
import dev.millrace.costwrite.report.Span;
import dev.millrace.platform.rest.Parameter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What the ledger holds of leases, to be compared with who gave them out. */
@Path("/reconciliation")
public class ReconciliationResource {

    private final Reports reports;
    private final Parameters parameters;

    ReconciliationResource(Reports reports, Parameters parameters) {
        this.reports = reports;
        this.parameters = parameters;
    }

    /**
     * A page, in the order of the leases' ids.
     *
     * @param next the {@code after} of the next page; missing when this is the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(
            String tenant, List<LeaseSum> leases, @Nullable String next) {}

    @GET
    @Operation(
            summary = "Lists a tenant's leases with what is booked of them",
            description = "'from' and 'to' are days on which something was last booked of a lease.")
    public Uni<Page> leases(
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        TenantId of = parameters.requiredTenant(tenant);
        Span span = parameters.span(from, to);
        int count = parameters.limit(limit);
        String last = Objects.requireNonNullElse(new Parameter("after", after).word(), "");
        return reports.leases(span, of.value(), last, count)
                .map(leases -> new Page(
                        of.value(),
                        leases,
                        leases.size() < count ? null : leases.getLast().lease()));
    }
}
