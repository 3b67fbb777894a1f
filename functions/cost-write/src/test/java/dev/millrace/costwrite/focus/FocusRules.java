package dev.millrace.costwrite.focus;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges a row by FOCUS 1.2, knowing nothing of how it was made: presence, nullness, types, formats, allowed values, and
 * what columns demand of each other. The rules are those of the specification's column pages.
 */
final class FocusRules {

    private enum Type {
        TEXT,
        DECIMAL,
        TIME,
        CURRENCY,
        TAGS
    }

    private record Column(Type type, boolean nulls, Set<String> allowed) {
        static Column of(Type type) {
            return new Column(type, false, Set.of());
        }

        static Column nullable(Type type) {
            return new Column(type, true, Set.of());
        }

        static Column one(String... allowed) {
            return new Column(Type.TEXT, false, Set.of(allowed));
        }

        static Column oneOrNull(String... allowed) {
            return new Column(Type.TEXT, true, Set.of(allowed));
        }
    }

    /** All that must be present in every dataset. */
    private static final Map<String, Column> MANDATORY = Map.ofEntries(
            Map.entry("BilledCost", Column.of(Type.DECIMAL)),
            Map.entry("BillingAccountId", Column.of(Type.TEXT)),
            Map.entry("BillingAccountName", Column.nullable(Type.TEXT)),
            Map.entry("BillingCurrency", Column.of(Type.CURRENCY)),
            Map.entry("BillingPeriodEnd", Column.of(Type.TIME)),
            Map.entry("BillingPeriodStart", Column.of(Type.TIME)),
            Map.entry("ChargeCategory", Column.one("Usage", "Purchase", "Tax", "Credit", "Adjustment")),
            Map.entry("ChargeClass", Column.oneOrNull("Correction")),
            Map.entry("ChargeDescription", Column.nullable(Type.TEXT)),
            Map.entry("ChargePeriodEnd", Column.of(Type.TIME)),
            Map.entry("ChargePeriodStart", Column.of(Type.TIME)),
            Map.entry("ContractedCost", Column.of(Type.DECIMAL)),
            Map.entry("EffectiveCost", Column.of(Type.DECIMAL)),
            Map.entry("InvoiceIssuerName", Column.of(Type.TEXT)),
            Map.entry("ListCost", Column.of(Type.DECIMAL)),
            Map.entry("PricingQuantity", Column.nullable(Type.DECIMAL)),
            Map.entry("PricingUnit", Column.nullable(Type.TEXT)),
            Map.entry("ProviderName", Column.of(Type.TEXT)),
            Map.entry("PublisherName", Column.of(Type.TEXT)),
            Map.entry(
                    "ServiceCategory",
                    Column.one(
                            "AI and Machine Learning",
                            "Analytics",
                            "Business Applications",
                            "Compute",
                            "Databases",
                            "Developer Tools",
                            "Multicloud",
                            "Identity",
                            "Integration",
                            "Internet of Things",
                            "Management and Governance",
                            "Media",
                            "Migration",
                            "Mobile",
                            "Networking",
                            "Security",
                            "Storage",
                            "Web",
                            "Other")),
            Map.entry("ServiceName", Column.of(Type.TEXT)));

    /** Of the conditional and recommended ones those that this export has. */
    private static final Map<String, Column> OPTIONAL = Map.ofEntries(
            Map.entry("ChargeFrequency", Column.one("One-Time", "Recurring", "Usage-Based")),
            Map.entry("ConsumedQuantity", Column.nullable(Type.DECIMAL)),
            Map.entry("ConsumedUnit", Column.nullable(Type.TEXT)),
            Map.entry("ResourceId", Column.nullable(Type.TEXT)),
            Map.entry("ResourceName", Column.nullable(Type.TEXT)),
            Map.entry("ResourceType", Column.nullable(Type.TEXT)),
            Map.entry(
                    "ServiceSubcategory",
                    Column.one("Generative AI", "Serverless Compute", "Continuous Integration and Deployment")),
            Map.entry("SubAccountId", Column.nullable(Type.TEXT)),
            Map.entry("SubAccountName", Column.nullable(Type.TEXT)),
            Map.entry("SubAccountType", Column.nullable(Type.TEXT)),
            Map.entry("Tags", Column.nullable(Type.TAGS)));

    private static final Map<String, String> PARENTS = Map.of(
            "Generative AI", "AI and Machine Learning",
            "Serverless Compute", "Compute",
            "Continuous Integration and Deployment", "Developer Tools");

    private FocusRules() {}

    /** @return one sentence for each breach */
    static List<String> breaches(Map<String, @Nullable String> row) {
        List<String> breaches = new ArrayList<>();
        MANDATORY.keySet().stream()
                .filter(column -> !row.containsKey(column))
                .forEach(column -> breaches.add(column + " is missing"));
        row.forEach((name, value) -> {
            Column column = MANDATORY.getOrDefault(name, OPTIONAL.get(name));
            if (column == null) {
                breaches.add(name + " is no column of FOCUS 1.2, and custom ones begin with x_");
            } else {
                judge(name, column, value, breaches);
            }
        });
        together(row, breaches);
        return breaches;
    }

    private static void judge(String name, Column column, @Nullable String value, List<String> breaches) {
        if (value == null || value.isEmpty()) {
            if (!column.nulls()) {
                breaches.add(name + " must not be null");
            }
            return;
        }
        if (!column.allowed().isEmpty() && !column.allowed().contains(value)) {
            breaches.add(name + " must not be " + value);
        }
        boolean fits = switch (column.type()) {
            case TEXT -> !value.isBlank() && value.equals(value.strip());
            case DECIMAL -> value.matches("-?\\d+(\\.\\d+)?(E-?\\d+)?");
            case TIME -> value.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
            case CURRENCY -> value.matches("[A-Z]{3}");
            case TAGS -> value.matches("\\{(\"[^\"]+\":(\"[^\"]*\"|true|null|-?\\d+),?)*}");
        };
        if (!fits) {
            breaches.add(name + " is not written as " + column.type() + ": " + value);
        }
    }

    private static void together(Map<String, @Nullable String> row, List<String> breaches) {
        boolean usage = "Usage".equals(row.get("ChargeCategory"));
        boolean correction = "Correction".equals(row.get("ChargeClass"));
        require(!usage || correction || has(row, "PricingQuantity"), "usage has a PricingQuantity", breaches);
        require(!usage || correction || has(row, "ConsumedQuantity"), "usage has a ConsumedQuantity", breaches);
        require(usage || !has(row, "ConsumedQuantity"), "only usage has a ConsumedQuantity", breaches);
        require(
                has(row, "PricingQuantity") == has(row, "PricingUnit"),
                "PricingQuantity and its unit go together",
                breaches);
        require(
                has(row, "ConsumedQuantity") == has(row, "ConsumedUnit"),
                "ConsumedQuantity and its unit go together",
                breaches);
        require(has(row, "ResourceId") == has(row, "ResourceType"), "ResourceId and its type go together", breaches);
        require(
                has(row, "SubAccountId") == has(row, "SubAccountType"),
                "SubAccountId and its type go together",
                breaches);
        require(
                text(row, "BillingPeriodStart").compareTo(text(row, "ChargePeriodStart")) <= 0
                        && text(row, "ChargePeriodStart").compareTo(text(row, "ChargePeriodEnd")) < 0
                        && text(row, "ChargePeriodEnd").compareTo(text(row, "BillingPeriodEnd")) <= 0,
                "the charge's period lies in the billing period",
                breaches);
        require(
                text(row, "ServiceCategory").equals(PARENTS.get(text(row, "ServiceSubcategory"))),
                "ServiceSubcategory belongs to its category",
                breaches);
        for (String cost : List.of("EffectiveCost", "ListCost", "ContractedCost")) {
            require(
                    equal(text(row, cost), text(row, "BilledCost")),
                    cost + " is the billed cost, as nothing is discounted",
                    breaches);
        }
    }

    private static boolean equal(String one, String other) {
        try {
            return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static void require(boolean holds, String rule, List<String> breaches) {
        if (!holds) {
            breaches.add("not so: " + rule);
        }
    }

    private static boolean has(Map<String, @Nullable String> row, String column) {
        return !text(row, column).isEmpty();
    }

    private static String text(Map<String, @Nullable String> row, String column) {
        String text = row.get(column);
        return text == null ? "" : text;
    }
}
