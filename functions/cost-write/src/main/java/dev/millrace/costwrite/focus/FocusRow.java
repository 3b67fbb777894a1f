package dev.millrace.costwrite.focus;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One charge.
 *
 * @param values texts and decimals; a column that is missing is null
 */
public record FocusRow(Map<FocusColumn, Object> values, Map<String, String> tags) {

    private static final String US = "Millrace";

    public FocusRow {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    static FocusRow of(DaySum sum) {
        var row = new Draft(sum);
        row.account();
        row.period();
        row.costs();
        row.charge();
        row.quantity();
        row.resource();
        return new FocusRow(row.values, row.tags());
    }

    /** Grows by one subject after the other. */
    private static final class Draft {
        private final DaySum sum;
        private final Service service;
        private final Map<FocusColumn, Object> values = new EnumMap<>(FocusColumn.class);

        Draft(DaySum sum) {
            this.sum = sum;
            this.service = Service.of(sum.account());
        }

        void account() {
            put(FocusColumn.BILLING_ACCOUNT_ID, sum.tenant());
            put(FocusColumn.BILLING_ACCOUNT_NAME, sum.tenant());
            put(FocusColumn.BILLING_CURRENCY, sum.currency());
            put(FocusColumn.SUB_ACCOUNT_ID, sum.project());
            put(FocusColumn.SUB_ACCOUNT_NAME, sum.project());
            put(FocusColumn.SUB_ACCOUNT_TYPE, sum.project().isEmpty() ? "" : "Project");
            put(FocusColumn.INVOICE_ISSUER, US);
            put(FocusColumn.PROVIDER, US);
            put(FocusColumn.PUBLISHER, sum.upstream().isEmpty() ? US : sum.upstream());
        }

        void period() {
            LocalDate month = sum.day().withDayOfMonth(1);
            put(FocusColumn.BILLING_PERIOD_START, midnight(month));
            put(FocusColumn.BILLING_PERIOD_END, midnight(month.plusMonths(1)));
            put(FocusColumn.CHARGE_PERIOD_START, midnight(sum.day()));
            put(FocusColumn.CHARGE_PERIOD_END, midnight(sum.day().plusDays(1)));
        }

        /** Nothing is discounted, prepaid or committed, so all costs are alike. */
        void costs() {
            BigDecimal cost = BigDecimal.valueOf(sum.amount(), 9);
            put(FocusColumn.BILLED_COST, cost);
            put(FocusColumn.EFFECTIVE_COST, cost);
            put(FocusColumn.LIST_COST, cost);
            put(FocusColumn.CONTRACTED_COST, cost);
        }

        void charge() {
            boolean measured = service.unit() != null;
            put(FocusColumn.CHARGE_CATEGORY, measured ? "Usage" : "Adjustment");
            put(FocusColumn.CHARGE_FREQUENCY, measured ? "Usage-Based" : "One-Time");
            put(FocusColumn.CHARGE_DESCRIPTION, description());
            put(FocusColumn.SERVICE_CATEGORY, service.category());
            put(FocusColumn.SERVICE_SUBCATEGORY, service.subcategory());
            put(FocusColumn.SERVICE_NAME, service.name());
        }

        void quantity() {
            BigDecimal quantity = service.quantity(sum);
            if (quantity != null && service.unit() != null) {
                put(FocusColumn.CONSUMED_QUANTITY, quantity);
                put(FocusColumn.CONSUMED_UNIT, service.unit());
                put(FocusColumn.PRICING_QUANTITY, quantity);
                put(FocusColumn.PRICING_UNIT, service.unit());
            }
        }

        void resource() {
            String name = switch (sum.account()) {
                case "expense:model" -> sum.upstream();
                case "expense:build" -> sum.upstream() + "/" + sum.project();
                default -> sum.function();
            };
            if (!name.isEmpty()) {
                put(FocusColumn.RESOURCE_ID, service.resourceType().toLowerCase(Locale.ROOT) + "s/" + name);
                put(FocusColumn.RESOURCE_NAME, name);
                put(FocusColumn.RESOURCE_TYPE, service.resourceType());
            }
        }

        Map<String, String> tags() {
            Map<String, String> tags = new TreeMap<>();
            tag(tags, "function", sum.function());
            tag(tags, "key", sum.key());
            tag(tags, "model", sum.model());
            tag(tags, "account", sum.account());
            return tags;
        }

        private static void tag(Map<String, String> tags, String name, String value) {
            if (!value.isEmpty()) {
                tags.put("millrace/" + name, value);
            }
        }

        private String description() {
            return switch (sum.account()) {
                case "expense:model" -> "Calls of model " + sum.model() + " answered by " + sum.upstream();
                case "expense:build" -> "Pipelines on " + sum.upstream();
                case "expense:unattributed" -> "Expired budget leases without usage";
                case "expense:compute:idle" -> "Idle time of function " + sum.function();
                case "expense:compute:cold-start" -> "Cold starts of function " + sum.function();
                default -> "Busy time of function " + sum.function();
            };
        }

        private static String midnight(LocalDate day) {
            return day + "T00:00:00Z";
        }

        private void put(FocusColumn column, @Nullable Object value) {
            if (value != null && !"".equals(value)) {
                values.put(column, value);
            }
        }
    }
}
