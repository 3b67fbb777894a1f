package dev.millrace.runtime.demo.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.runtime.journey.access.Platform;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The ledger of a tenant in this month. Amounts are nano-units. */
public final class Books {

    private final Platform platform;
    private final String tenant;

    public Books(Platform platform, String tenant) {
        this.platform = platform;
        this.tenant = tenant;
    }

    /** What was booked for each function. */
    public Map<String, Long> byFunction() throws IOException, InterruptedException {
        return report("function");
    }

    /** What was booked for each ticket, as {@code host/project/id}; what belongs to none is not among it. */
    Map<String, Long> byTicket() throws IOException, InterruptedException {
        return report("ticket");
    }

    /** The sums of the same costs, added up in different ways: one amount when the books are right. */
    List<Long> totals() throws IOException, InterruptedException {
        return Stream.of(report("tenant"), report("function"), report("day"))
                .map(rows -> rows.values().stream().mapToLong(Long::longValue).sum())
                .distinct()
                .toList();
    }

    /** What the ledger has booked of leases, less what admission has settled of the tenant's own budget. */
    long difference() throws IOException, InterruptedException {
        long difference = 0;
        for (JsonNode budget :
                platform.function("/budgets", Map.of("tenant", tenant)).path("budgets")) {
            if (budget.path("own").asBoolean()) {
                Map<String, String> period = Map.of(
                        "from",
                        budget.path("start").asText(),
                        "to",
                        budget.path("end").asText());
                difference += leases(period) - budget.path("settled").asLong();
            }
        }
        return difference;
    }

    private long leases(Map<String, String> period) throws IOException, InterruptedException {
        long booked = 0;
        Map<String, String> query = new HashMap<>(period);
        query.put("tenant", tenant);
        JsonNode page;
        do {
            page = platform.function("/costs/reconciliation", query);
            for (JsonNode lease : page.path("leases")) {
                booked += Math.max(
                        lease.path("spent").asLong(), lease.path("expired").asLong());
            }
            query.put("after", page.path("next").asText(""));
        } while (page.hasNonNull("next"));
        return booked;
    }

    private Map<String, Long> report(String by) throws IOException, InterruptedException {
        Map<String, Long> rows = new TreeMap<>();
        Map<String, String> query = new HashMap<>(Map.of("by", by, "tenant", tenant));
        JsonNode page;
        do {
            page = platform.function("/costs/report", query);
            page.path("rows")
                    .forEach(row -> rows.merge(
                            row.path("key").asText(), row.path("amount").asLong(), Long::sum));
            query.put("after", page.path("next").asText(""));
        } while (page.hasNonNull("next"));
        return rows;
    }
}
